// The server's word, as it comes: connects again when it breaks, and says when nothing is heard.

/** Nothing heard for so long is told: three pulses missed. */
const STALE_AFTER = 7_000;
const TRY_AGAIN_AFTER = 2_000;

/**
 * Calls `hear[name](data)` for each event, `connected()` each time the stream opens, and `state(name,
 * seconds)` with "live", "stale" or "connecting" and for how many seconds nothing was heard.
 */
export function watch(url, { hear, connected, state }) {
  let source, heard = Date.now(), retry;

  function open() {
    clearTimeout(retry);
    source?.close();
    source = new EventSource(url);
    source.addEventListener("open", () => {
      heard = Date.now();
      connected();
      tell();
    });
    for (const [name, take] of Object.entries(hear)) {
      source.addEventListener(name, (event) => {
        heard = Date.now();
        take(JSON.parse(event.data));
        tell();
      });
    }
    source.addEventListener("error", () => {
      tell();
      // A refused stream is over for the browser; a broken one it mends itself.
      if (source.readyState !== EventSource.CLOSED) return;
      clearTimeout(retry);
      retry = setTimeout(open, TRY_AGAIN_AFTER);
    });
  }

  function tell() {
    const silent = Date.now() - heard;
    const isOpen = source.readyState === EventSource.OPEN;
    state(!isOpen ? "connecting" : silent > STALE_AFTER ? "stale" : "live", Math.round(silent / 1000));
    // A connection that looks open and is dead says nothing for ever.
    if (isOpen && silent > 3 * STALE_AFTER) open();
  }

  setInterval(tell, 1_000);
  document.addEventListener("visibilitychange", tell);
  open();
}
