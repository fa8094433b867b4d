import { post } from "./api.js";
import { button, h, link } from "./dom.js";
import { act } from "./form.js";
import { head, list, page, picked } from "./list.js";
import { number, state, tell, when } from "./show.js";
import { countTodo } from "./badges.js";
import { due, unsent } from "./unsent.js";

/** Letters that were written: sent, waiting, failed. */
export default async function outbox() {
  const note = h("div", {});
  let hasServer = true;
  const shown = list("/api/admin/outbox", {
    name: ["letter", "letters"],
    filters: [picked("state", "State", [["", "All"], ["waiting", "Waiting"], ["sent", "Sent"], ["failed", "Failed"]])],
    columns: [
      ["Letter", (one) => [link(`/admin/outbox/${one.id}`, one.subject), h("small", {}, one.recipient)]],
      ["State", (one) => [state(one.state), one.last_error ? h("small", {}, one.last_error) : null]],
      ["Tries", (one) => number(one.attempts), "number"],
      ["Written", (one) => when(one.created_at)],
      ["", (one) => one.state !== "sent" && button("Send again", (event) => act(event, async () => {
        await post(`/api/admin/outbox/${one.id}/retry`);
        tell(due(hasServer));
        await shown.again();
        countTodo();
      }), "button-plain button-small", { "aria-label": `Send again: ${one.subject}, to ${one.recipient}` }), "acts"],
    ],
    empty: "No letter was written yet.",
    onRows: (_, answer) => {
      hasServer = answer.has_mail_server;
      note.replaceChildren(unsent(hasServer) ?? "");
    },
  });
  return page(head("Mail"), note, shown.element);
}
