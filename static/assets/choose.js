/** Price and stock follow the variant that is chosen; the page carries what there is. */
export function chooseByOption() {
  const source = document.getElementById("variants");
  const form = document.querySelector("[data-add]");
  if (!source || !form) return;
  const variants = new Map(JSON.parse(source.textContent).map((variant) => [String(variant.id), variant]));
  const price = document.getElementById("price");
  const stock = document.getElementById("stock");
  const quantity = form.elements.quantity;
  const words = stock?.lastChild;
  function follow() {
    const variant = variants.get(new FormData(form).get("variant_id"));
    if (!variant) return;
    const now = document.createElement("span");
    now.className = "price-now";
    now.textContent = variant.price_words;
    const whole = document.createElement("span");
    whole.className = variant.was_words ? "price is-reduced" : "price";
    whole.append(now);
    if (variant.was_words) {
      const was = document.createElement("s");
      was.textContent = variant.was_words;
      whole.append(" ", was);
    }
    price.replaceChildren(whole);
    if (words) words.textContent = ` ${variant.stock_words}`;
    quantity.max = String(Math.min(variant.stock_quantity, 10000));
  }
  form.addEventListener("change", follow);
  follow();
}
