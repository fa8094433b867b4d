import { call } from "./api.js";
import { fresh, h, panel } from "./dom.js";
import { choice, mark, tick } from "./form.js";
import { head, page } from "./list.js";
import { number, tell, trouble } from "./show.js";
import { say } from "../say.js";

const FORMATS = [["auto", "Find out by the header"], ["souk", "souk"], ["shopify", "Shopify"], ["woocommerce", "WooCommerce"], ["generic", "Any table with a header"]];

/** Products in, after a look at what would happen; products out. */
export default async function exchange() {
  const ids = [fresh("file"), fresh("file")];
  const file = h("input", { type: "file", id: ids[0], accept: ".csv,text/csv" });
  const pictures = h("input", { type: "file", id: ids[1], accept: ".zip,application/zip" });
  const format = choice("format", "Format", "auto", FORMATS);
  const skip = tick("skip_bad_rows", "Leave bad rows out instead of refusing the file", false);
  const look = h("button", { type: "submit", class: "button" }, "Look what would happen");
  const report = h("div", { class: "admin-page", tabindex: -1 });

  async function send(dry) {
    const body = new FormData();
    body.append("file", file.files[0]);
    if (pictures.files[0]) body.append("pictures", pictures.files[0]);
    body.append("format", format.input.value);
    body.append("dry_run", String(dry));
    body.append("skip_bad_rows", String(skip.input.checked));
    return call("POST", "/api/admin/import/products", body);
  }
  async function run(button, dry) {
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    report.replaceChildren(h("p", { class: "quiet" }, "Reading the file …"));
    try {
      const found = await send(dry);
      show(found);
      if (found.written) tell(`${number(found.created)} made, ${number(found.updated)} changed.`);
    } catch (error) {
      if (error.problem?.report) show(error.problem.report);
      else report.replaceChildren(trouble(new Error(mark([], error))));
      say(error.message);
    } finally {
      button.removeAttribute("aria-busy");
    }
    report.focus();
  }
  function show(found) {
    const figure = (value, words) => h("div", {}, h("b", {}, number(value)), h("span", {}, words));
    const would = found.written ? "" : "would be ";
    const ready = !found.written && (found.bad_row_count === 0 || skip.input.checked) && found.created + found.updated > 0;
    const write = h("button", { type: "button", class: "button", onclick: () => run(write, false) }, "Write it into the shop");
    report.replaceChildren(panel(found.written ? "It is written" : "What would happen",
      h("div", { class: "figures" }, figure(found.rows, "rows"), figure(found.created, `${would}made`), figure(found.updated, `${would}changed`), figure(found.unchanged, "stay as they are"), figure(found.bad_row_count, "bad rows"), figure(found.warning_count, "warnings")),
      h("p", { class: "quiet" }, `Read as ${found.format}, ${found.encoding}, amounts in ${found.currency}. Nothing ${found.written ? "else " : ""}was written${found.written ? "" : " yet"}.`),
      rows("Bad rows", found.bad_rows, found.bad_row_count), rows("Warnings", found.warnings, found.warning_count),
      h("details", {}, h("summary", { class: "link-button" }, "How the columns were read"), h("ul", { class: "todo" }, found.columns.map((one) => h("li", {}, one.column, h("span", { class: "quiet" }, one.read_as ?? "left out"))))),
      ready ? h("div", { class: "row" }, write) : null,
      !found.written && found.bad_row_count > 0 && !skip.input.checked ? h("p", { class: "notice" }, "With bad rows nothing is written. Mend the file, or choose to leave bad rows out.") : null));
  }
  const rows = (name, bad, count) => count > 0 && h("div", {}, h("h3", {}, name), h("div", { class: "table-box", tabindex: 0, role: "region", "aria-label": name }, h("table", { class: "table" }, h("thead", {}, h("tr", {}, ["Line", "Column", "Value", "What is wrong"].map((one) => h("th", { scope: "col" }, one)))), h("tbody", {}, bad.slice(0, 100).map((one) => h("tr", {}, h("td", { "data-name": "Line" }, one.line), h("td", { "data-name": "Column" }, one.column), h("td", { "data-name": "Value", class: "mono" }, one.value), h("td", { "data-name": "What is wrong" }, one.reason)))))), count > bad.length ? h("p", { class: "quiet" }, `and ${number(count - bad.length)} more`) : null);
  const wrong = h("p", { class: "fault", role: "alert", hidden: true }, "Choose a file first.");
  return page(head("Import and export"),
    h("div", { class: "two" },
      h("div", { class: "admin-page" },
        panel("Import products", h("p", { class: "quiet" }, "souk's own export, Shopify's, WooCommerce's, or any CSV with a header. You see what would happen before anything is written."),
          h("form", { class: "stack", novalidate: true, onsubmit: (event) => { event.preventDefault(); wrong.hidden = Boolean(file.files[0]); if (file.files[0]) run(look, true); else file.focus(); } },
            h("div", { class: "field" }, h("label", { for: ids[0] }, "CSV file"), file, wrong),
            h("div", { class: "field" }, h("label", { for: ids[1] }, "Pictures ", h("small", {}, "optional")), pictures, h("small", {}, "A ZIP file of the pictures that the table names.")),
            format.box, skip.box, look)),
        report),
      panel("Export products", h("p", { class: "quiet" }, "All products with all that is known of them. Importing the file again changes nothing."), h("p", {}, h("a", { class: "button", href: "/api/admin/export/products.csv", download: true }, "Download CSV")))));
}
