// What slides up over one phone: choices of a list, a message's menu, sample papers, short questions.
import { ask } from "./net.js";
import { icon, make } from "./make.js";

export function sheet(over, title, body, foot = null) {
  const dialog = make("dialog", { class: "sheet", "aria-label": title },
    make("header", {},
      make("button", { type: "button", class: "round", "aria-label": "Tutup", onclick: () => dialog.close() }, icon("close")),
      make("h2", {}, title)),
    make("div", { class: "body" }, ...[body].flat()), foot || "");
  // In a row of phones a sheet belongs to its own phone, not to the whole window.
  const box = over.getBoundingClientRect();
  dialog.style.left = `${box.left}px`;
  dialog.style.width = `${box.width}px`;
  dialog.style.bottom = `${window.innerHeight - box.bottom}px`;
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export function listSheet(over, message, choose) {
  const go = make("button", { type: "button", class: "primary", disabled: true }, "Kirim");
  let picked = null;
  const body = message.sections.flatMap((section) => [
    section.title ? make("h3", {}, section.title) : "",
    ...section.rows.map((row) => make("label", { class: "row" },
      make("span", {}, row.title, row.description ? make("small", {}, row.description) : ""),
      make("input", { type: "radio", name: `list-${message.id}`, value: row.id, onchange: () => { picked = row.id; go.disabled = false; } }))),
  ]).filter(Boolean);
  const dialog = sheet(over, message.list_button, body, make("div", { class: "foot" }, go));
  go.addEventListener("click", () => { dialog.close(); choose(picked); });
}

export function menuSheet(over, title, items, emoji = null) {
  const body = items.map(([label, note, act]) => make("button", { type: "button", class: "item", onclick: () => { dialog.close(); act(); } },
    label, note ? make("small", {}, note) : ""));
  if (emoji) {
    body.unshift(make("div", { class: "emoji", role: "group", "aria-label": "Beri reaksi" }, ...["👍", "❤️", "😂", "😮", "😢", "🙏"].map(
      (sign) => make("button", { type: "button", "aria-label": `Reaksi ${sign}`, onclick: () => { dialog.close(); emoji(sign); } }, sign))));
  }
  const dialog = sheet(over, title, body);
}

export function questionSheet(over, title, { label, value = "", note = "", action = "Simpan" }, done) {
  const field = make("input", { type: "text", value, id: "question", autocomplete: "off" });
  const form = make("form", { id: "question-form", onsubmit: (event) => { event.preventDefault(); dialog.close(); done(field.value); } },
    make("label", { class: "field" }, label, field, note ? make("small", {}, note) : ""));
  const dialog = sheet(over, title, form,
    make("div", { class: "foot" }, make("button", { type: "submit", form: "question-form", class: "primary" }, action)));
  field.focus();
  field.select();
}

export async function traySheet(over, citizen, caption, done) {
  const families = await ask("/api/papers");
  if (!families) return;
  const chosen = new Map();
  const story = make("p", { class: "story" });
  const grid = make("div", { class: "tray" });
  const go = make("button", { type: "button", class: "primary", disabled: true }, "Pilih berkas dulu");
  const asDocument = make("input", { type: "checkbox" });
  const words = make("input", { class: "caption", type: "text", "aria-label": "Keterangan foto", placeholder: "Keterangan (boleh kosong)", value: caption });
  const tabs = families.map((family) => make("button", { type: "button", "aria-pressed": "false", onclick: () => show(family) }, family.label));
  const dialog = sheet(over, "Contoh berkas", [make("div", { class: "families", role: "group", "aria-label": "Keluarga" }, ...tabs), story, grid],
    make("div", { class: "foot" }, words, make("label", { class: "check" }, asDocument, "Sebagai dokumen"), go));
  const update = () => {
    const names = [...chosen.keys()];
    names.forEach((name, index) => { chosen.get(name).textContent = names.length > 1 ? index + 1 : ""; });
    go.disabled = names.length === 0;
    go.textContent = names.length ? `Kirim ${names.length} berkas` : "Pilih berkas dulu";
  };
  const show = (family) => {
    tabs.forEach((tab, index) => tab.setAttribute("aria-pressed", String(families[index] === family)));
    story.textContent = family.story;
    grid.replaceChildren(...family.papers.map((paper) => paperTile(family, paper, chosen, update)));
  };
  go.addEventListener("click", () => {
    dialog.close();
    done({ samples: [...chosen.keys()], caption: words.value, as_document: asDocument.checked });
  });
  show(families.find((family) => family.key === citizen.family) || families[0]);
}

function paperTile(family, paper, chosen, update) {
  const name = `${family.key}/${paper.code}`;
  const order = chosen.get(name) || make("b", { class: "order", "aria-hidden": "true" });
  const box = make("input", { type: "checkbox", onchange: () => {
    if (box.checked) chosen.set(name, order);
    else { chosen.delete(name); order.textContent = ""; }
    update();
  } });
  box.checked = chosen.has(name);
  return make("label", { class: "paper" }, box, picture(`/phone/papers/${name}?small`), order, make("span", {}, paper.label));
}

// In the first seconds after a start some papers are still being drawn.
function picture(url) {
  const image = make("img", { src: url, alt: "" });
  image.addEventListener("error", () => setTimeout(() => { if (image.isConnected) image.src = `${url}&again=${Date.now()}`; }, 1000));
  return image;
}

export function viewer(url, alt) {
  const dialog = make("dialog", { class: "viewer", "aria-label": alt },
    make("img", { src: url, alt }),
    make("button", { type: "button", class: "round", "aria-label": "Tutup", onclick: () => dialog.close() }, icon("close")));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
