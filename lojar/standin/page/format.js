// WhatsApp's own marks: *bold* _italic_ ~strike~ `code` ```block```, and links.
import { make } from "./make.js";

const MARKS = [
  { pattern: /```([\s\S]+?)```/, tag: "code", plain: true },
  { pattern: /`([^`\n]+)`/, tag: "code", plain: true },
  { pattern: /(?<![\w*])\*(?! )([^*\n]+?)(?<! )\*(?![\w*])/, tag: "strong" },
  { pattern: /(?<![\w_])_(?! )([^_\n]+?)(?<! )_(?![\w_])/, tag: "em" },
  { pattern: /(?<![\w~])~(?! )([^~\n]+?)(?<! )~(?![\w~])/, tag: "s" },
];
const LINK = /\bhttps?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/;

export function formatted(text) {
  const fragment = document.createDocumentFragment();
  fragment.append(...pieces(text));
  return fragment;
}

function pieces(text) {
  const link = first(text, [{ pattern: LINK, tag: "a" }]);
  const mark = first(text, MARKS);
  const found = link && (!mark || link.at <= mark.at) ? link : mark;
  if (!found) return [text];
  const before = text.slice(0, found.at);
  const after = text.slice(found.at + found.whole.length);
  return [...pieces(before), element(found), ...pieces(after)];
}

function first(text, marks) {
  let best = null;
  for (const mark of marks) {
    const match = mark.pattern.exec(text);
    if (match && (!best || match.index < best.at)) best = { mark, at: match.index, whole: match[0], inner: match[1] };
  }
  return best;
}

function element({ mark, whole, inner }) {
  if (mark.tag === "a") return make("a", { href: whole, target: "_blank", rel: "noopener noreferrer" }, whole);
  return make(mark.tag, {}, ...(mark.plain ? [inner] : pieces(inner)));
}
