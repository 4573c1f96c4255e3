// Finds notes by title, headings, text and TeX. The index is a script and not data to be fetched, so that the search
// works from a folder, too; it is loaded when someone begins to search. Without this script, the site lacks nothing else.
"use strict";
(() => {
  const form = document.querySelector(".gw-search");
  if (!form) return;
  const input = form.querySelector("input");
  const box = form.querySelector(".gw-results-box");
  const list = box.querySelector("ol");
  const status = box.querySelector("[role=status]");
  const most = 20;
  let notes = null;
  let isLoading = false;

  // Case and accents make no difference; neither do blanks in TeX.
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const plainTeX = (text) => plain(text).replace(/\s+/g, "");

  // window.gradweaveIndex: parts of [path, title, [[id, heading, text, TeX], …]] for each note.
  function take(index) {
    notes = index.flat().map(([path, title, sections]) => ({
      path, title, plainTitle: plain(title),
      sections: sections.map(([id, heading, text, tex]) => ({
        id, heading, text, plainHeading: plain(heading), plainText: plain(text), plainTeX: plainTeX(tex), tex,
      })),
    }));
    show();
  }

  const run = (path) => new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = path;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });

  // The first part says where the others are.
  async function load() {
    if (notes || isLoading) return;
    isLoading = true;
    try {
      await run(form.dataset.index);
      await Promise.all((window.gradweaveIndexParts ?? []).map((path) => run(form.dataset.root + path)));
      take(window.gradweaveIndex);
    } catch {
      isLoading = false;
      status.textContent = "The index cannot be loaded.";
    }
  }

  // How well a word fits a text: as a whole word, as the beginning of one, or somewhere.
  function fit(text, word) {
    const place = text.indexOf(word);
    if (place < 0) return 0;
    const isLetter = (sign) => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
    for (let at = place; at >= 0; at = text.indexOf(word, at + 1)) {
      if (!isLetter(text[at - 1])) return isLetter(text[at + word.length]) ? 0.7 : 1;
    }
    return 0.3;
  }

  // Every word must be somewhere in the note: a title counts more than a heading, that more than text, that more than TeX.
  function score(note, words) {
    let total = 0;
    const best = { section: null, score: 0 };
    const found = note.sections.map(() => 0);
    for (const word of words) {
      let most = 12 * fit(note.plainTitle, word.text);
      note.sections.forEach((section, index) => {
        const here = Math.max(
          6 * fit(section.plainHeading, word.text), 2 * fit(section.plainText, word.text),
          word.tex && section.plainTeX.includes(word.tex) ? 1.5 : 0);
        found[index] += here;
        most = Math.max(most, here);
      });
      if (most === 0) return null;
      total += most;
    }
    found.forEach((here, index) => {
      if (here > best.score) { best.score = here; best.section = note.sections[index]; }
    });
    return { note, section: best.section, score: total + best.score / 10 };
  }

  function search(query) {
    const words = plain(query).split(/\s+/).filter(Boolean).map((text) => ({ text, tex: plainTeX(text) }));
    if (!words.length) return [];
    // A formula is looked for as a whole, too.
    const whole = [{ text: plain(query).trim(), tex: plainTeX(query) }];
    const results = notes.map((note) => {
      const apart = score(note, words);
      const together = words.length > 1 ? score(note, whole) : null;
      if (!apart || !together) return apart || together;
      return { ...together, score: apart.score + 2 * together.score };
    }).filter(Boolean);
    return results.sort((a, b) => b.score - a.score);
  }

  // The text around the first word that is found, the words marked.
  function excerpt(section, words) {
    const text = section.text;
    const low = plain(text);
    // Where leaving out accents moved letters, nothing is marked.
    const isSame = low.length === text.length;
    const first = isSame ? Math.min(...words.map((word) => low.indexOf(word)).filter((at) => at >= 0), text.length) : 0;
    const start = first < text.length ? Math.max(0, first - 40) : 0;
    const piece = text.slice(start, start + 140);
    const line = document.createElement("p");
    if (start > 0) line.append("…");
    let rest = piece;
    while (isSame && rest) {
      const places = words.map((word) => [plain(rest).indexOf(word), word.length]).filter(([at]) => at >= 0);
      if (!places.length) break;
      const [at, length] = places.reduce((a, b) => (b[0] < a[0] ? b : a));
      const mark = document.createElement("mark");
      mark.textContent = rest.slice(at, at + length);
      line.append(rest.slice(0, at), mark);
      rest = rest.slice(at + length);
    }
    line.append(rest, start + 140 < text.length ? "…" : "");
    return line;
  }

  function item({ note, section }, words) {
    const link = document.createElement("a");
    const place = section && section.id && note.plainTitle !== section.plainHeading ? "#" + encodeURIComponent(section.id) : "";
    link.href = form.dataset.root + note.path + place;
    const title = document.createElement("strong");
    title.textContent = note.title;
    link.append(title);
    if (place) link.append(" › " + section.heading);
    if (section && section.text) link.append(excerpt(section, words));
    const row = document.createElement("li");
    row.append(link);
    return row;
  }

  function show() {
    const query = input.value.trim();
    box.hidden = !query;
    if (!query) return;
    if (!notes) { status.textContent = "Loading …"; return; }
    const results = search(query);
    const words = plain(query).split(/\s+/).filter(Boolean);
    const count = results.length;
    status.textContent = count === 0 ? "Nothing found" : count === 1 ? "1 note" : `${count} notes`;
    list.replaceChildren(...results.slice(0, most).map((result) => item(result, words)));
  }

  function move(step) {
    const links = [...list.querySelectorAll("a")];
    const place = links.indexOf(document.activeElement) + step;
    (place < 0 ? input : links[Math.min(place, links.length - 1)] || input).focus();
  }

  form.hidden = false;
  input.addEventListener("focus", load);
  input.addEventListener("input", () => { load(); show(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = list.querySelector("a");
    if (first && !box.hidden) first.click();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { move(1); event.preventDefault(); }
    if (event.key === "ArrowUp") { move(-1); event.preventDefault(); }
    if (event.key === "Escape") { box.hidden = true; input.focus(); }
  });
  document.addEventListener("click", (event) => { if (!form.contains(event.target)) box.hidden = true; });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, [contenteditable]");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) { input.focus(); event.preventDefault(); }
  });
})();
