import { keepCount } from "./count.js";
import { say } from "./say.js";

/** Sends forms that change the cart without leaving the page, and shows what came of it. */
export function fillCart() {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.matches("[data-line]")) return change(event, form);
    if (!form.matches("[data-add]")) return;
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { accept: "application/json" },
      });
      const cart = await answer.json();
      if (answer.ok) {
        keepCount(cart.item_count);
        tell(form, "In your cart.", true);
      } else {
        tell(form, cart.detail ?? "That did not work. Try again.", false);
      }
    } catch {
      // As the browser would have sent it.
      form.submit();
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}

/** Changes a line and shows the cart as it is then: the same page, asked for by script. */
async function change(event, form) {
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const page = document.querySelector("[data-cart-count]");
  page.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "text/html" } });
    const next = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-cart-count]");
    if (!next) throw new Error(String(answer.status));
    page.replaceWith(next);
    keepCount(Number(next.dataset.cartCount));
    const again = document.getElementById(form.querySelector(".quantity")?.id);
    (again ?? next.querySelector("h1"))?.focus();
    say(next.querySelector("[role=alert]")?.textContent ?? next.querySelector(".totals-sum")?.textContent ?? "Your cart is empty.");
  } catch {
    form.submit();
  }
}

function tell(form, sentence, good) {
  let note = form.querySelector(".notice");
  if (!note) {
    note = document.createElement("p");
    form.append(note);
  }
  note.className = good ? "notice notice-good" : "notice";
  note.textContent = `${sentence} `;
  if (good) {
    const link = document.createElement("a");
    link.href = "/cart";
    link.textContent = "Look into the cart";
    note.append(link);
  }
  say(sentence);
}
