// Whether a new entry belongs in the list one is looking at. Frames are the same for everybody; the rule is the reader's
// own and comes with the page (feeds/timeline.py, rule_for). No page in here: it is tested without one.
export function belongs(frame, rule) {
  const has = (name, value) => (rule[name] ?? []).includes(value);
  if (has("notPeople", frame.author) || has("notSpaces", frame.space) || rule.past) return false;
  if (rule.kind && rule.kind !== frame.kind) return false;
  if (rule.tag && !(frame.tags ?? []).includes(rule.tag)) return false;
  if (rule.author !== undefined && rule.author !== frame.author) return false;
  if (!rule.streams) return true;
  return has("streams", frame.stream) || has("people", frame.author) || (frame.tags ?? []).some((tag) => has("tags", tag));
}
