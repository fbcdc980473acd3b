// The map that moves: takes the place of the drawn one once it can be seen, and keeps list, panel and address with it.
import { LngLatBounds, Map as GlMap, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { Place } from "./clusters";
import { Markers } from "./markers";
import { follow, formed, load, query, remember } from "./page";
import { repaint, shade, styleOf, trace } from "./style";
import { tools } from "./tools";
import { say, type Words } from "./words";

const LISTED = 60; // places in the list beside the map
const NEAR = 12; // zoom at which a place is looked at

interface Answer {
  spots: [code: string, name: string, lon: number, lat: number, count: number][];
  steps: Record<string, number>;
}

/** Starts the map of `figure`; `state` is where it says how it goes. */
export function start(figure: HTMLElement, state: HTMLElement, words: Words): void {
  setWorkerUrl(new URL(workerUrl, location.href).href);
  new Atlas(figure, state, words);
}

class Atlas {
  private readonly map: GlMap;
  private readonly markers: Markers;
  private readonly frame: LngLatBounds;
  private readonly box = document.createElement("div");
  private places: Place[] = [];
  private opener: HTMLElement | null = null;
  private readonly held = location.hash.includes("map="); // the address says where the map is

  constructor(
    private readonly figure: HTMLElement,
    private readonly state: HTMLElement,
    private readonly words: Words,
  ) {
    const given = (name: string): string => figure.dataset[name] ?? "";
    const [west = 0, south = 0, east = 0, north = 0] = given("frame").split(",").map(Number);
    this.frame = new LngLatBounds([west, south, east, north]);
    this.box.className = "map-box";
    figure.prepend(this.box);
    const grounds = {
      far: given("far"),
      around: given("around"),
      small: given("small"),
      large: given("large"),
      edge: given("edge"),
      asked: given("asked"),
      tiles: given("tiles"),
      tilesOf: given("tilesOf"),
    };
    this.map = new GlMap({
      container: this.box,
      style: styleOf(grounds, given("level")),
      bounds: this.frame,
      fitBoundsOptions: { padding: 24 },
      hash: "map",
      minZoom: 2,
      maxZoom: 15,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      attributionControl: false,
      cooperativeGestures: false,
      locale: { "Map.Title": say(words, "map"), "Marker.Title": "" },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.markers = new Markers(this.map, words, {
      onPlace: (place, byKey) => void this.open(place.code, byKey, true),
      onCluster: (places) => this.near(places),
    });
    this.map.on("load", () => void this.shown(Boolean(grounds.tiles)));
    this.map.on("moveend", () => this.moved());
    this.map.on("error", (event) => {
      const tiles = (event as { sourceId?: string }).sourceId === "tiles";
      this.state.textContent = say(this.words, tiles ? "tiles" : "failed");
    });
    this.listen(Boolean(grounds.tiles));
  }

  private async shown(tiles: boolean): Promise<void> {
    this.figure.classList.add("moves");
    this.map.resize();
    if (!this.held) this.map.fitBounds(this.frame, { padding: 24, animate: false });
    this.box.append(tools(this.map, this.words, () => void this.map.fitBounds(this.frame, { padding: 24 })));
    this.state.textContent = say(this.words, "help");
    repaint(this.map, tiles);
    await this.fetch();
    const place = query().get("place");
    if (place) this.markers.mark(place);
    this.figure.dataset["ready"] = "yes";
  }

  private listen(tiles: boolean): void {
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => repaint(this.map, tiles));
    const form = document.querySelector<HTMLFormElement>("#map-filters");
    form?.addEventListener("change", () => void this.ask(formed(form)));
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.ask(formed(form));
    });
    document.addEventListener("click", (event) => this.clicked(event));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    window.addEventListener("popstate", () => location.reload());
    window.addEventListener("hashchange", follow);
  }

  /** Links of the page that mean the map itself are answered here. */
  private clicked(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (!link || !plain || !link.closest("#layers, #places, #tables tbody")) return;
    const search = new URL(link.href).searchParams;
    event.preventDefault();
    const code = search.get("place");
    if (code && code !== query().get("place")) void this.open(code, event.detail === 0, true, link);
    else if (code) document.querySelector<HTMLElement>("#place-name")?.focus();
    else void this.ask(search);
  }

  /** Shows what `search` asks for, the map where it is. */
  private async ask(search: URLSearchParams): Promise<void> {
    this.figure.ariaBusy = "true";
    const there = await load(search).catch(() => false);
    this.figure.ariaBusy = null;
    if (!there) {
      location.search = search.toString();
      return;
    }
    remember(search, true);
    trace(this.map, this.figure.dataset["asked"] ?? "");
    await this.fetch();
    this.markers.mark(search.get("place") ?? "");
  }

  private async fetch(): Promise<void> {
    try {
      const answer = await fetch(`${this.figure.dataset["spots"]}?${query()}`);
      const { spots, steps } = (await answer.json()) as Answer;
      this.places = spots.map(([code, name, lon, lat, count]) => ({ code, name, lon, lat, count }));
      shade(this.map, this.figure.dataset["level"] ?? "", steps);
      this.markers.set(this.places);
      this.list();
    } catch {
      this.state.textContent = say(this.words, "failed");
    }
  }

  private moved(): void {
    this.markers.draw();
    this.list();
    follow();
  }

  /** The list beside the map: the places in view, those with most first. */
  private list(): void {
    const list = document.getElementById("places");
    if (!list || !this.figure.classList.contains("moves")) return;
    const bounds = this.map.getBounds();
    const inView = this.places.filter((place) => bounds.contains([place.lon, place.lat]));
    const focused = document.activeElement?.getAttribute("data-code");
    const open = query().get("place");
    const items = inView.slice(0, LISTED).map((place) => {
      const search = query();
      search.set("place", place.code);
      const link = document.createElement("a");
      link.href = `?${search}#place`;
      link.dataset["code"] = place.code;
      if (place.code === open) link.setAttribute("aria-current", "true");
      const name = document.createElement("bdi");
      name.textContent = place.name;
      const count = document.createElement("span");
      count.className = "count";
      count.textContent = String(place.count);
      link.append(name, " ", count);
      const item = document.createElement("li");
      item.append(link);
      return item;
    });
    if (!items.length) {
      const none = document.createElement("li");
      none.className = "none";
      none.textContent = say(this.words, "none");
      items.push(none);
    }
    list.replaceChildren(...items);
    const head = document.getElementById("places-head");
    if (head) head.textContent = say(this.words, "view", { shown: inView.length });
    if (focused) list.querySelector<HTMLElement>(`[data-code="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  private near(places: Place[]): void {
    const bounds = new LngLatBounds();
    for (const place of places) bounds.extend([place.lon, place.lat]);
    this.map.fitBounds(bounds, { padding: 70, maxZoom: 14 });
  }

  /** Lists who lies at the place `code`, and brings it into view. */
  private async open(code: string, byKey: boolean, move: boolean, opener?: HTMLElement): Promise<void> {
    const panel = document.getElementById("place");
    const search = query();
    search.delete("place");
    const address = (this.figure.dataset["place"] ?? "").replace("CODE", encodeURIComponent(code));
    const answer = await fetch(`${address}?${search}`).catch(() => null);
    if (!panel || !answer?.ok) return;
    this.opener = opener ?? (document.activeElement instanceof HTMLElement ? document.activeElement : null);
    const part = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "close";
    button.textContent = "×";
    button.setAttribute("aria-label", say(this.words, "close"));
    button.addEventListener("click", () => this.close());
    panel.replaceChildren(...part.childNodes, button);
    panel.hidden = false;
    search.set("place", code);
    remember(search, false);
    this.markers.mark(code);
    const place = this.places.find((one) => one.code === code);
    if (place && move) this.map.easeTo({ center: [place.lon, place.lat], zoom: Math.max(this.map.getZoom(), Math.min(NEAR, 10)) });
    this.list();
    if (byKey) document.getElementById("place-name")?.focus();
  }

  /** Closes the place that is open and goes back to where one was. */
  private close(): void {
    const panel = document.getElementById("place");
    if (!panel || panel.hidden) return;
    const inside = panel.contains(document.activeElement);
    panel.hidden = true;
    const search = query();
    const code = search.get("place") ?? "";
    search.delete("place");
    remember(search, false);
    this.markers.mark("");
    this.list();
    if (!inside) return;
    const back = this.opener?.isConnected ? this.opener : document.querySelector<HTMLElement>(`#places [data-code="${CSS.escape(code)}"]`);
    (back ?? this.map.getCanvas()).focus({ preventScroll: true });
  }
}
