/** Turns the pictures by their thumbnails without a jump of the page, and marks the one that is seen. */
export function turnPictures() {
  const strip = document.querySelector(".gallery-strip");
  const thumbs = [...document.querySelectorAll(".thumbs a")];
  if (!strip || !thumbs.length) return;
  const mark = (place) => thumbs.forEach((thumb, index) => {
    if (index === place) thumb.setAttribute("aria-current", "true");
    else thumb.removeAttribute("aria-current");
  });
  thumbs.forEach((thumb, place) => thumb.addEventListener("click", (event) => {
    event.preventDefault();
    strip.scrollTo({ left: place * strip.clientWidth });
    mark(place);
  }));
  strip.addEventListener("scroll", () => mark(Math.round(strip.scrollLeft / strip.clientWidth)), { passive: true });
}
