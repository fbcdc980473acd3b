// The map's style, made of the page's own colours: so that light and dark are one style sheet's matter.
import type { GeoJSONSource, Map as GlMap, StyleSpecification } from "maplibre-gl";

const STEPS = [1, 2, 3, 4, 5] as const;

/** The colour that the style sheet gives `name`. */
function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || "#888888";
}

function shading(): unknown[] {
  const classes = STEPS.flatMap((step) => [step, colour(`--linen-${step}`)]);
  return ["match", ["coalesce", ["feature-state", "step"], 0], ...classes, colour("--linen-0")];
}

/** Paint properties by layer, as the colours of the page are now. */
function paints(tiles: boolean): Record<string, Record<string, unknown>> {
  const land = tiles ? 0.45 : 1;
  return {
    beyond: { "background-color": colour("--beyond") },
    "far-fill": { "fill-color": colour("--linen-0"), "fill-opacity": tiles ? 0 : 0.4 },
    "far-line": { "line-color": colour("--seam"), "line-width": 1 },
    "around-fill": { "fill-color": colour("--linen-0"), "fill-opacity": tiles ? 0 : 0.6 },
    "around-line": { "line-color": colour("--seam"), "line-width": 1 },
    "small-fill": { "fill-color": shading(), "fill-opacity": land },
    "small-line": { "line-color": colour("--seam"), "line-width": 1 },
    "large-fill": { "fill-color": shading(), "fill-opacity": land },
    "large-line": { "line-color": colour("--stitch"), "line-width": 2, "line-dasharray": [2.5, 2] },
    "edge-line": { "line-color": colour("--stitch"), "line-width": 2.5 },
    "asked-line": { "line-color": colour("--knot"), "line-width": 3 },
  };
}

export interface Grounds {
  far: string;
  around: string;
  small: string;
  large: string;
  edge: string;
  asked: string;
  tiles: string;
  tilesOf: string;
}

/** The style for `grounds`, addresses of GeoJSON ("" for none); the areas of `level` are shaded. */
export function styleOf(grounds: Grounds, level: string): StyleSpecification {
  const paint = paints(Boolean(grounds.tiles));
  const sources: Record<string, unknown> = {};
  const layers: unknown[] = [{ id: "beyond", type: "background", paint: paint["beyond"] }];
  if (grounds.tiles) {
    sources["tiles"] = { type: "raster", tiles: [grounds.tiles], tileSize: 256, attribution: grounds.tilesOf };
    layers.push({ id: "tiles", type: "raster", source: "tiles" });
  }
  for (const name of ["far", "around", "small", "large"] as const) {
    if (!grounds[name]) continue;
    sources[name] = { type: "geojson", data: grounds[name], promoteId: "code", tolerance: 0.2 };
    const shaded = name === "small" || name === "large";
    const layout = { visibility: !shaded || name === level ? "visible" : "none" };
    layers.push({ id: `${name}-fill`, type: "fill", source: name, paint: paint[`${name}-fill`], layout });
  }
  const empty = { type: "FeatureCollection", features: [] };
  for (const name of ["edge", "asked"] as const) sources[name] = { type: "geojson", data: grounds[name] || empty };
  for (const name of ["far", "around", "small", "large", "edge", "asked"] as const) {
    if (!sources[name]) continue;
    const layout = { "line-join": "round", "line-cap": "round" };
    layers.push({ id: `${name}-line`, type: "line", source: name, paint: paint[`${name}-line`], layout });
  }
  return { version: 8, sources, layers } as StyleSpecification;
}

/** Paints the map again in the colours that the page has now. */
export function repaint(map: GlMap, tiles: boolean): void {
  for (const [layer, properties] of Object.entries(paints(tiles))) {
    if (!map.getLayer(layer)) continue;
    for (const [name, value] of Object.entries(properties)) map.setPaintProperty(layer, name as never, value as never);
  }
}

/** Traces the outline at the address `asked`, none where it is "". */
export function trace(map: GlMap, asked: string): void {
  map.getSource<GeoJSONSource>("asked")?.setData(asked || { type: "FeatureCollection", features: [] });
}

/** Shades the areas of `level` by `steps`, their classes by code. */
export function shade(map: GlMap, level: string, steps: Record<string, number>): void {
  for (const name of ["small", "large"]) {
    if (!map.getSource(name)) continue;
    map.removeFeatureState({ source: name });
    map.setLayoutProperty(`${name}-fill`, "visibility", name === level ? "visible" : "none");
  }
  if (!map.getSource(level)) return;
  for (const [code, step] of Object.entries(steps)) map.setFeatureState({ source: level, id: code }, { step });
}
