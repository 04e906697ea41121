// A picture as text: ![What is on it|480](/files/…/large), with the width in pixels where it is not its own.
const PICTURE = /^!\[((?:[^\]\\]|\\.)*)\]\((\/files\/[0-9a-f-]{36}\/[^\s()]+)\)$/;
const SIZED = /^(.*?)\s*\\?\|\s?(\d{1,4})$/s;
export const NARROWEST = 16;
export const WIDEST = 2000;

const escaped = (words) => words.replace(/\s+/g, " ").replace(/[[\]\\]/g, "\\$&").trim();
const plain = (words) => words.replace(/\\(.)/g, "$1");

export function readPicture(text) {
  const found = PICTURE.exec(text);
  if (!found) return null;
  const sized = SIZED.exec(found[1]);
  const width = sized ? Number(sized[2]) : 0;
  return { alt: plain(sized ? sized[1] : found[1]), width: width >= NARROWEST && width <= WIDEST ? width : 0, src: found[2] };
}

// inTable: where a pipe would end the cell.
export function writePicture({ alt = "", width = 0, src }, { inTable = false } = {}) {
  const size = width ? `${inTable ? "\\" : ""}|${Math.round(width)}` : "";
  const words = inTable ? escaped(alt).replaceAll("|", "/") : escaped(alt);
  return `![${words}${size}](${src})`;
}

export const addressOfPicture = (id) => `/files/${id}/large`;
// Other files are links to themselves.
export const linkToFile = ({ name, url }) => `[${escaped(name)}](${url.replace(/[()\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)})`;
