// What scripts add to pages that work without them. Each part looks for its own elements.
import { watchClicks } from "./clicks.js";
import { showCount } from "./count.js";
import { suggestWhileTyping } from "./suggest.js";
import { narrowInPlace } from "./narrow.js";
import { turnPictures } from "./gallery.js";
import { chooseByOption } from "./choose.js";
import { fillCart } from "./cart.js";
import { lookAhead } from "./checkout.js";

for (const part of [watchClicks, showCount, suggestWhileTyping, narrowInPlace, turnPictures, chooseByOption, fillCart, lookAhead]) {
  try {
    part();
  } catch (error) {
    // One part that fails leaves the others, and the page, as they are.
    console.warn(error);
  }
}
