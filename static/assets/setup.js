// Suggests currency and tax as soon as a country is chosen; without scripts a button does.
document.documentElement.classList.add("scripts");
const form = document.getElementById("setup");
form?.elements.country.addEventListener("change", () => {
  const { currency, taxName, taxRate } = form.elements.country.selectedOptions[0].dataset;
  if (currency) form.elements.currency.value = currency;
  form.elements.tax_name.value = taxName ?? "";
  form.elements.tax_rate.value = taxRate ?? "";
  const added = ["US", "CA"].includes(form.elements.country.value);
  form.elements.prices.value = added ? "without" : "with";
});
