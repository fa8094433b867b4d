import { get, patch } from "./api.js";
import { h, link, panel } from "./dom.js";
import { area, form, text } from "./form.js";
import { head, page } from "./list.js";
import { tell } from "./show.js";

/** What customers read about a seller. */
export default async function profile() {
  const { sellerId } = document.body.dataset;
  const is = await get(`/api/sellers/${sellerId}`);
  const fields = [text("/name", "Name", is.name, { max: 200 }), area("/description", "What you sell, and who you are", is.description, { optional: true, rows: 8, max: 5000 })];
  return page(head("Profile", link(`/s/${is.slug}`, "See it in the shop", "button button-plain")), h("div", { class: "narrow" }, panel("What customers read", form(fields, async (body) => {
    await patch(`/api/sellers/${sellerId}`, body);
    tell("Your profile is saved.");
  }))));
}
