import { say } from "./say.js";

/** Shows what another country or method costs without sending the form. */
export function lookAhead() {
  document.documentElement.classList.add("scripts");
  if (!document.getElementById("checkout")) return;
  let asking;
  document.addEventListener("change", async (event) => {
    if (!event.target.matches("#checkout [data-look]")) return;
    const form = event.target.form;
    asking?.abort();
    asking = new AbortController();
    const body = new URLSearchParams(new FormData(form));
    body.set("step", "look");
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "text/html" }, signal: asking.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const id of ["shipping", "summary"]) {
        const next = page.getElementById(id);
        const chosen = document.activeElement?.value;
        if (next) document.getElementById(id)?.replaceWith(next);
        if (id === "shipping" && event.target.type === "radio") document.querySelector(`#shipping [value="${CSS.escape(chosen)}"]`)?.focus();
      }
      form.elements.expected_total.value = page.querySelector("[name=expected_total]").value;
      say(document.querySelector(".totals-sum")?.textContent ?? "");
    } catch {
      // The button that asks for it stays in reach without scripts only, so send the form.
      if (!asking.signal.aborted) form.requestSubmit(form.querySelector("[value=look]"));
    }
  });
}
