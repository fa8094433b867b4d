import { fresh, h } from "./dom.js";

/**
 * Asks in a dialog; gives what `answer` gives when it is confirmed, else undefined. `no` is the other button's name; null is
 * none.
 */
export function ask(name, inside, yes, answer = () => true, kind = "", no = "Cancel") {
  return new Promise((resolve) => {
    const id = fresh("dialog");
    const wrong = h("p", { class: "fault", role: "alert", hidden: true });
    const dialog = h("dialog", { "aria-labelledby": id },
      h("form", { method: "dialog", novalidate: true, onsubmit: (event) => {
        event.preventDefault();
        try {
          const value = answer();
          if (value === undefined) return;
          dialog.close();
          resolve(value);
        } catch (error) {
          wrong.textContent = error.message;
          wrong.hidden = false;
        }
      } },
      h("h2", { id }, name), inside, wrong,
      h("div", { class: "row row-end" },
        no && h("button", { type: "button", class: "button button-plain", onclick: () => dialog.close() }, no),
        h("button", { type: "submit", class: `button ${kind}` }, yes))));
    const before = document.activeElement;
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.focus?.();
      resolve(undefined);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Tells something that has to be read. */
export const notice = (name, words) => ask(name, h("p", {}, words), "Close", undefined, "", null);

/** Asks whether something should be done. */
export const confirm = async (name, words, yes) => (await ask(name, h("p", {}, words), yes)) === true;
