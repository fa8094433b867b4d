/** Says a sentence to who listens to the page instead of looking at it. */
export function say(sentence) {
  const said = document.getElementById("said");
  if (said) said.textContent = sentence;
}
