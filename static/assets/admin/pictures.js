import { patch, post, remove, tagged } from "./api.js";
import { confirm } from "./ask.js";
import { button, fresh, h } from "./dom.js";
import { tell, trouble } from "./show.js";
import { say } from "../say.js";

/**
 * Pictures of a product: dropped or chosen, ordered, described. Those of a new one wait until it is made.
 * `changed({ is, tag })` is told the product after each change.
 */
export function pictureBox(product, changed) {
  const list = h("ul", { class: "pictures" });
  const wrong = h("div", {});
  const waiting = [];
  let images = product?.images ?? [];
  const id = fresh("file");
  const file = h("input", { type: "file", id, accept: "image/jpeg,image/png,image/webp", multiple: true, class: "unseen", tabindex: -1, "aria-label": "Choose pictures", onchange: () => { take([...file.files]); file.value = ""; } });
  const drop = h("div", { class: "drop" }, h("p", {}, "Drop pictures here"), button("Choose files", () => file.click(), "button-plain"), file, h("p", { class: "quiet" }, "JPEG, PNG or WebP, up to 8 MiB each."));
  for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("drop-over"); });
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("drop-over"));
  drop.addEventListener("drop", (event) => { event.preventDefault(); take([...event.dataTransfer.files]); });
  const path = (image) => `/api/products/${product.id}/images/${image.id}`;

  async function upload(to, one) {
    const body = new FormData();
    body.append("file", one, one.name);
    return post(`/api/products/${to}/images`, body);
  }
  async function take(files) {
    wrong.replaceChildren();
    if (!product) {
      waiting.push(...files);
      list.replaceChildren(...waiting.map((one) => h("li", {}, one.name)));
      say(`${waiting.length} pictures wait until the product is made`);
      return;
    }
    for (const one of files) {
      say(`Sending ${one.name}`);
      drop.setAttribute("aria-busy", "true");
      try {
        await upload(product.id, one);
      } catch (error) {
        wrong.append(trouble(new Error(`${one.name}: ${error.message}`)));
      }
    }
    drop.removeAttribute("aria-busy");
    await again();
    say(`${images.length} ${images.length === 1 ? "picture" : "pictures"}`);
  }
  async function again() {
    const now = await tagged(`/api/products/${product.id}`);
    changed(now);
    images = now.is.images;
    draw();
  }
  const change = (image, body, said, focus) => async () => {
    try {
      await patch(path(image), body);
      await again();
      tell(said);
      list.querySelector(`[data-id="${image.id}"] ${focus ?? "button"}`)?.focus();
    } catch (error) {
      wrong.replaceChildren(trouble(error));
    }
  };
  function draw() {
    list.replaceChildren(...images.map((image, at) => {
      const label = fresh("alt");
      const alt = h("input", { id: label, value: image.alt_text ?? "", maxlength: 500, onchange: () => change(image, { alt_text: alt.value.trim() }, "The description is saved.", "input")() });
      // A field that saves itself is none of the form around it.
      alt.addEventListener("input", (event) => event.stopPropagation());
      const nth = `picture ${at + 1}`;
      return h("li", { "data-id": image.id },
        h("img", { src: image.thumbnail_url ?? image.url, alt: image.alt_text ?? "", width: 240, height: 240, loading: "lazy" }),
        image.is_primary ? h("span", { class: "standing standing-good" }, "Shown first") : button("Show first", change(image, { is_primary: true }, "It is shown first now."), "button-plain button-small", { "aria-label": `Show first: ${nth}` }),
        h("div", { class: "field" }, h("label", { for: label }, "What it shows"), alt),
        h("div", { class: "row" },
          at > 0 && button("Earlier", change(image, { position: images[at - 1].position }, "Moved."), "button-plain button-small", { "aria-label": `Move ${nth} earlier` }),
          at < images.length - 1 && button("Later", change(image, { position: images[at + 1].position }, "Moved."), "button-plain button-small", { "aria-label": `Move ${nth} later` }),
          button("Delete", async () => {
            if (!(await confirm("Delete the picture?", "It is gone for good.", "Delete"))) return;
            try {
              await remove(path(image));
              await again();
              tell("The picture is deleted.");
            } catch (error) {
              wrong.replaceChildren(trouble(error));
            }
          }, "button-danger button-small", { "aria-label": `Delete ${nth}` })));
    }));
  }
  if (product) draw();
  return {
    element: h("div", { class: "variants" }, drop, wrong, list),
    /** Sends what waited; gives the names of those that were refused. */
    async sendTo(made) {
      const failed = [];
      for (const one of waiting) await upload(made, one).catch((error) => failed.push(`${one.name} (${error.message})`));
      return failed;
    },
  };
}
