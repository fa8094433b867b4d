import { h } from "./dom.js";

/** That letters wait because nobody sends them, and how to mend that; nothing where the shop has a mail server. */
export const unsent = (hasServer) => hasServer ? null : h("p", { class: "notice" },
  "No mail server is set, so nothing is sent: letters wait here and can be read. To send them, start the shop with ",
  h("code", {}, "SOUK_SMTP_URL=smtps://user:password@host"), " and ", h("code", {}, "SOUK_MAIL_FROM=you@example.org"),
  ". Those that wait go out then, but for letters that are more than a week old.");

/** What is said of a letter that is to be sent again. */
export const due = (hasServer) => hasServer ? "It is sent as soon as it can be." : "It is sent as soon as there is a mail server.";
