// How knots are drawn: a shape for each kind, as the still picture has it, so that nobody depends on colour.
import { NodeCircleProgram, type NodeProgramType } from "sigma/rendering";

const CORNERS: Record<string, [corners: number, turn: number]> = {
  person: [3, 0],
  place: [4, Math.PI / 4],
  programme: [4, 0],
  event: [5, 0],
  work: [6, Math.PI / 6],
  other: [8, Math.PI / 8],
};

/** How much larger the corners stand out than a circle of the same weight. */
export const LARGER: Record<string, number> = { person: 1.35, place: 1.25, programme: 1.3, event: 1.15, work: 1.1 };

/** The programs of all shapes; a circle is sigma's own. */
export function programs(): Record<string, NodeProgramType> {
  const made = Object.entries(CORNERS).map(([shape, [corners, turn]]) => [shape, polygon(corners, turn)] as const);
  return { organisation: NodeCircleProgram, ...Object.fromEntries(made) };
}

function polygon(corners: number, turn: number): NodeProgramType {
  const source = `
precision highp float;
varying vec4 v_color;
varying vec2 v_diffVector;
varying float v_radius;
uniform float u_correctionRatio;
const vec4 transparent = vec4(0.0, 0.0, 0.0, 0.0);
void main(void) {
  float border = u_correctionRatio * 2.0;
  float part = ${(2 * Math.PI / corners).toFixed(6)};
  float angle = atan(v_diffVector.x, v_diffVector.y) + ${turn.toFixed(6)} + part * 0.5;
  float edge = cos(floor(0.5 + angle / part) * part - angle) * length(v_diffVector);
  float dist = edge - v_radius * ${Math.cos(Math.PI / corners).toFixed(6)} + border;
  #ifdef PICKING_MODE
  gl_FragColor = dist > border ? transparent : v_color;
  #else
  gl_FragColor = mix(v_color, transparent, clamp(dist / border, 0.0, 1.0));
  #endif
}`;
  return class extends NodeCircleProgram {
    override getDefinition() {
      return { ...super.getDefinition(), FRAGMENT_SHADER_SOURCE: source };
    }
  };
}
