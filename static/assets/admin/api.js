/** A refusal of the API: `status`, `code`, `message`, and `errors` with their pointers. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `The shop answered ${status}.`);
    this.status = status;
    this.code = problem.code;
    this.errors = problem.errors ?? [];
    this.problem = problem;
  }
}

async function read(answer) {
  const text = await answer.text();
  if (!/json/.test(answer.headers.get("content-type") ?? "")) return text;
  return text ? JSON.parse(text) : null;
}

/** Calls the API as whoever is logged in; gives its answer. `body` is sent as JSON, a form as it is. */
async function send(method, path, body, headers = {}) {
  const init = { method, headers: { accept: "application/json", ...headers } };
  if (body instanceof FormData) init.body = body;
  else if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers["content-type"] = "application/json";
  }
  let answer;
  try {
    answer = await fetch(path, init);
  } catch {
    throw new Refusal(0, { detail: "The shop does not answer. Look at the connection, then try again." });
  }
  if (answer.status === 401) {
    location.assign(`/admin/login?next=${encodeURIComponent(location.pathname + location.search)}`);
    return new Promise(() => {});
  }
  if (answer.ok) return answer;
  const content = await read(answer);
  throw new Refusal(answer.status, content && typeof content === "object" ? content : {});
}

/** Calls the API and gives what it answers. */
export const call = async (method, path, body, headers) => read(await send(method, path, body, headers));

/** A thing and the tag of its state, `{ is, tag }`: `changing(tag)` lets a change pass only while it is still in it. */
export async function tagged(path) {
  const answer = await send("GET", path);
  return { is: await read(answer), tag: answer.headers.get("etag") };
}
export const changing = (tag) => (tag ? { "if-match": tag } : {});

export const get = (path, query = {}) => call("GET", path + search(query));
export const post = (path, body, headers) => call("POST", path, body, headers);
export const patch = (path, body, headers) => call("PATCH", path, body, headers);
export const remove = (path, headers) => call("DELETE", path, undefined, headers);

/** `?a=1&b=2` of what is not empty. */
export function search(query) {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return pairs.length ? `?${new URLSearchParams(pairs)}` : "";
}

/** All items of a list, a hundred a page. At most `most`. */
export async function all(path, query = {}, most = 1000) {
  const items = [];
  let cursor;
  do {
    const page = await get(path, { limit: 100, ...query, cursor });
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor && items.length < most);
  return items;
}
