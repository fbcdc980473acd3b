// The picture that moves: sigma draws it, the keyboard goes along it, and what is chosen is said in words beside it.
import Graph from "graphology";
import Sigma from "sigma";
import type { NodeDisplayData } from "sigma/types";
import { found, net, type Drawn, type Net } from "./data";
import { LARGER, programs } from "./shapes";
import { Walk } from "./walk";
import { filled, type Words } from "./words";

type Colours = Record<string, string>;

export async function start(figure: HTMLElement, words: Words): Promise<void> {
  const answer = await fetch(figure.dataset["drawn"]!);
  if (!answer.ok) throw new Error(`the network could not be had: ${answer.status}`);
  const there = net((await answer.json()) as Drawn);
  if (!there.knots.length) return;
  const parts = frame(words, there);
  const walk = new Walk(there, Math.max(0, there.knots.findIndex((knot) => knot.id === figure.dataset["node"])));
  let colours = coloursOf(figure);
  const graph = graphOf(there, colours);
  const sigma = new Sigma(graph, parts.stage, {
    nodeProgramClasses: programs(),
    labelFont: getComputedStyle(figure).fontFamily,
    labelSize: 13,
    labelColor: { color: colours["ink"]! },
    labelRenderedSizeThreshold: 7,
    labelDensity: 0.6,
    zIndex: true,
    minCameraRatio: 0.02,
    maxCameraRatio: 4,
    defaultDrawNodeLabel: (context, data) => named(context, data, colours),
    defaultDrawNodeHover: (context, data) => label(context, data, colours),
    nodeReducer: (node, data) => reduced(Number(node), data, walk, there),
    edgeReducer: (edge, data) => {
      const [one, other] = graph.extremities(edge).map(Number);
      const chosen = walk.meant !== walk.here && [one, other].includes(walk.meant);
      if (one !== walk.here && other !== walk.here) return { ...data, size: 1 };
      return { ...data, color: colours["tie-strong"]!, size: chosen ? 4 : 2, zIndex: 1 };
    },
  });
  const show = (move = true) => {
    sigma.refresh({ skipIndexation: true });
    parts.here.replaceChildren(...said(there, walk, words, figure.dataset["entity"]!));
    const at = sigma.getNodeDisplayData(String(walk.here));
    if (move && at) void sigma.getCamera().animate({ x: at.x, y: at.y }, { duration: still() ? 0 : 300 });
  };
  sigma.on("clickNode", ({ node }) => {
    walk.to(Number(node));
    show(false);
  });
  const turned = (by: number) => void sigma.getCamera().animate({ ratio: sigma.getCamera().ratio * by }, { duration: still() ? 0 : 200 });
  const whole = () => void sigma.getCamera().animate({ x: 0.5, y: 0.5, ratio: 1 }, { duration: still() ? 0 : 300 });
  const keys: Record<string, () => void> = {
    ArrowRight: () => (walk.choose(1), show(false)),
    ArrowLeft: () => (walk.choose(-1), show(false)),
    ArrowDown: () => (walk.go(), show()),
    ArrowUp: () => (walk.back(), show()),
    Enter: () => location.assign(address(figure, there, walk.meant)),
    "+": () => turned(0.7),
    "-": () => turned(1.4),
    "0": whole,
  };
  parts.stage.addEventListener("keydown", (event) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
  parts.near.addEventListener("click", () => turned(0.7));
  parts.far.addEventListener("click", () => turned(1.4));
  parts.whole.addEventListener("click", whole);
  parts.find.addEventListener("change", () => {
    const at = found(there.knots, parts.find.value);
    if (at < 0) return parts.here.replaceChildren(words.nobody);
    walk.to(at);
    show();
    parts.stage.focus();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    colours = coloursOf(figure);
    graph.updateEachNodeAttributes((node, data) => ({ ...data, color: colours[there.knots[Number(node)]!.shape] }));
    graph.updateEachEdgeAttributes((_, data) => ({ ...data, color: colours["tie"] }));
    sigma.setSetting("labelColor", { color: colours["ink"]! });
  });
  show(false);
  figure.dataset["moving"] = "yes";
}

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function address(figure: HTMLElement, there: Net, at: number): string {
  return figure.dataset["entity"]!.replace("ID", there.knots[at]!.id);
}

function graphOf(there: Net, colours: Colours): Graph {
  const graph = new Graph({ type: "undirected" });
  const most = Math.max(...there.knots.map((knot) => knot.degree));
  there.knots.forEach((knot, at) => {
    const size = (3 + 12 * Math.sqrt(knot.degree / most)) * (LARGER[knot.shape] ?? 1);
    graph.addNode(String(at), { x: knot.x, y: -knot.y, size, label: knot.name, type: knot.shape, color: colours[knot.shape] });
  });
  there.neighbours.forEach((beside, at) => {
    for (const other of beside) if (at < other.at) graph.addUndirectedEdge(String(at), String(other.at), { color: colours["tie"], size: 1 });
  });
  return graph;
}

function reduced(node: number, data: object, walk: Walk, there: Net): Partial<NodeDisplayData> {
  const beside = there.neighbours[walk.here]!.some((other) => other.at === node);
  if (node === walk.here || node === walk.meant) return { ...data, highlighted: true, forceLabel: true, zIndex: 2 };
  return beside ? { ...data, forceLabel: there.neighbours[walk.here]!.length <= 14, zIndex: 1 } : data;
}

type Labelled = { x: number; y: number; size: number; label: string | null };

/** A name with a rim of the ground about it: it stays readable where threads and other knots lie under it. */
function named(context: CanvasRenderingContext2D, data: Labelled, colours: Colours): void {
  if (!data.label) return;
  const [x, y] = [data.x + data.size + 4, data.y + 4.5];
  context.font = `500 13px ${colours["letters"]!}`;
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = colours["surface"]!;
  context.strokeText(data.label, x, y);
  context.fillStyle = colours["ink"]!;
  context.fillText(data.label, x, y);
}

function label(context: CanvasRenderingContext2D, data: Labelled, colours: Colours): void {
  context.lineWidth = 2.5;
  context.strokeStyle = colours["ink"]!;
  context.beginPath();
  context.arc(data.x, data.y, data.size + 4, 0, 2 * Math.PI);
  context.stroke();
  if (!data.label) return;
  context.font = `600 14px ${colours["letters"]!}`;
  const width = context.measureText(data.label).width;
  context.fillStyle = colours["surface"]!;
  context.fillRect(data.x + data.size + 6, data.y - 11, width + 8, 22);
  context.fillStyle = colours["ink"]!;
  context.fillText(data.label, data.x + data.size + 10, data.y + 5);
}

function coloursOf(figure: HTMLElement): Colours {
  const style = getComputedStyle(figure);
  const read = (name: string) => style.getPropertyValue(name).trim();
  const kinds = ["organisation", "person", "place", "programme", "event", "work", "other"];
  const found = Object.fromEntries(kinds.map((kind) => [kind, read(`--kind-${kind}`)]));
  return { ...found, tie: read("--tie"), "tie-strong": read("--tie-strong"), ink: read("--ink"), surface: read("--surface"), letters: style.fontFamily };
}

/** What is said of where one stands, and of the chosen neighbour. */
function said(there: Net, walk: Walk, words: Words, entity: string): Node[] {
  const knot = there.knots[walk.here]!;
  const name = document.createElement("b");
  name.append(isolated(knot.name));
  const first = document.createElement("p");
  const told = ` · ${words.kinds[knot.kind] ?? ""} · ${words.connections} ${knot.degree} · ${words.bridge} ${knot.severed} `;
  const link = document.createElement("a");
  link.href = entity.replace("ID", knot.id);
  link.textContent = words.open;
  first.append(name, told, link);
  const beside = there.neighbours[walk.here]!;
  const chosen = beside[walk.chosen];
  if (!chosen) return [first];
  const second = document.createElement("p");
  const [before, after] = filled(words.neighbour, { number: walk.chosen + 1, total: beside.length, name: "\n" }).split("\n");
  const by = chosen.properties.map((property) => words.relations[property] ?? property).join(", ");
  second.append(before ?? "", isolated(there.knots[chosen.at]!.name), `${after ?? ""} (${by})`);
  return [first, second];
}

function isolated(text: string): HTMLElement {
  const element = document.createElement("bdi");
  element.textContent = text;
  return element;
}

interface Parts {
  stage: HTMLElement;
  here: HTMLElement;
  find: HTMLInputElement;
  near: HTMLElement;
  far: HTMLElement;
  whole: HTMLElement;
}

/** Puts the stage in the place of the still picture, with the tools above it and the words below. */
function frame(words: Words, there: Net): Parts {
  const make = <K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string> = {}, text = "") => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };
  const find = make("input", { id: "network-find", type: "search", list: "network-names", maxlength: "200", autocomplete: "off" });
  const names = make("datalist", { id: "network-names" });
  names.append(...there.knots.slice(0, 300).map((knot) => make("option", { value: knot.name })));
  const search = make("p");
  search.append(make("label", { for: "network-find" }, words.find), find, names);
  const [near, far, whole] = [words.near, words.far, words.whole].map((text) => make("button", { type: "button" }, text));
  const tools = make("div", { class: "network-tools" });
  tools.append(search, near!, far!, whole!);
  const help = make("p", { class: "note", id: "network-help" }, words.help);
  const stage = make("div", {
    class: "network-stage", id: "network-stage", tabindex: "0", role: "application",
    "aria-label": words.picture, "aria-describedby": "network-help",
  });
  const here = make("div", { class: "network-here", id: "network-here", role: "status" });
  document.getElementById("network-still")!.replaceWith(tools, stage, here, help);
  const shown = document.getElementById("network-shown");
  const left = there.total > there.knots.length;
  if (shown) shown.textContent = left ? filled(words.shown, { shown: there.knots.length, total: there.total }) : words.all;
  return { stage, here, find, near: near!, far: far!, whole: whole! };
}
