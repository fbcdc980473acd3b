// The entry of the page of the map: sees whether the browser can draw, and loads the rest only then.
import { say, wordsOf } from "./map/words";

function draws(): boolean {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}

const figure = document.getElementById("map");
const state = document.getElementById("map-state");
if (figure && state) {
  const words = wordsOf("map-words");
  if (draws()) {
    state.textContent = say(words, "loading");
    import("./map/atlas").then(
      ({ start }) => start(figure, state, words),
      () => {
        state.textContent = say(words, "failed");
      },
    );
  } else {
    state.textContent = say(words, "missing");
  }
}
