// Calls the function when nobody has asked for so long: once, with what was asked last.
export function pause(run, wait) {
  let timer = null;
  return (...asked) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...asked), wait);
  };
}
