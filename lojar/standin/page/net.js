// Talks to the stand-in; what goes wrong is said on the screen, never only in the console.

export async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    complain("Alat latihan tidak menjawab. Apakah masih berjalan?");
    return null;
  }
  const body = await answer.json().catch(() => ({}));
  if (answer.ok) return body;
  complain(body.error || `Tidak berhasil (${answer.status}).`);
  return null;
}

export function post(path, body) {
  return ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

export function send(phone, wish) {
  return post(`/api/citizens/${phone}/send`, wish);
}

export function sendFiles(phone, { photos = [], documents = [], caption = "" }) {
  const form = new FormData();
  photos.forEach((file) => form.append("photos", file));
  documents.forEach((file) => form.append("documents", file));
  form.append("caption", caption);
  return ask(`/api/citizens/${phone}/send`, { method: "POST", body: form });
}

export function complain(words) {
  const line = document.createElement("p");
  line.textContent = words;
  document.getElementById("toasts").append(line);
  setTimeout(() => line.remove(), 6000);
}
