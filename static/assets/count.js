// How many things are in the cart. Pages are the same for everybody, so the number is not in them: it
// is kept in the browser, and only by somebody who has a cart.
const KEY = "souk-cart-count";

function show(count) {
  const badge = document.getElementById("cart-count");
  if (!badge) return;
  badge.hidden = count < 1;
  badge.textContent = count > 99 ? "99+" : String(count);
}

/** Keeps a new number and shows it. */
export function keepCount(count) {
  try {
    if (count > 0) localStorage.setItem(KEY, String(count));
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing shows the number on this page.
  }
  show(count);
}

/** Shows the number that is kept; a page that knows it better carries it. */
export function showCount() {
  const known = document.querySelector("[data-cart-count]");
  if (known) return keepCount(Number(known.dataset.cartCount));
  let kept = 0;
  try {
    kept = Number(localStorage.getItem(KEY)) || 0;
  } catch {
    return;
  }
  show(kept);
}
