// The entry of the page of the network: where the browser can draw, the picture that moves takes the place of the still one.
import { wordsOf } from "./network/words";

function draws(): boolean {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}

const figure = document.getElementById("network");
if (figure && draws()) {
  const words = wordsOf("network-words");
  import("./network/picture").then(({ start }) => start(figure, words)).catch(() => figure.setAttribute("data-still", "")); // the still picture stays
}
