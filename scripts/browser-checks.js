// What a page must be for those who read it at this width and in this scheme; the value is a list of problems.
(() => {
  const problems = [];
  const say = (what, element) => {
    const text = element ? (element.outerHTML || "").replace(/\s+/g, " ").slice(0, 90) : "";
    problems.push(element ? `${what}: ${text}` : what);
  };
  const all = (selector) => [...document.querySelectorAll(selector)];
  const isShown = (element) => {
    for (let it = element; it; it = it.parentElement) {
      if (it.tagName === "DETAILS" && !it.open && !element.closest("summary")) return false;
      const style = getComputedStyle(it);
      if (style.display === "none" || style.visibility === "hidden") return false;
    }
    return true;
  };

  // Nothing is wider than the window; what scrolls does so in a box of its own.
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) {
    say(`scrolls sideways, ${document.documentElement.scrollWidth} px in ${width} px`);
    all("body *").forEach((element) => {
      const box = element.getBoundingClientRect();
      const scrolls = (it) => ["auto", "scroll", "hidden"].includes(getComputedStyle(it).overflowX);
      let inside = false;
      for (let it = element.parentElement; it; it = it.parentElement) inside = inside || scrolls(it);
      if (box.right > width + 1 && !inside && !scrolls(element)) say("reaches out of the window", element);
    });
  }

  // Formulas and drawings have boxes.
  for (const element of all("math, svg")) {
    if (!isShown(element)) continue;
    const box = element.getBoundingClientRect();
    if (box.width < 1 || box.height < 1) say("has no box", element);
  }

  // Contrast, WCAG 2.1, success criterion 1.4.3: 4.5, or 3 for large text.
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const colour = (text) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, bottom) => [0, 1, 2].map((i) => top[i] * top[3] + bottom[i] * (1 - top[3]));
  const paper = matchMedia("(prefers-color-scheme: dark)").matches ? [0, 0, 0] : [255, 255, 255];
  const background = (element) => {
    const layers = [];
    for (let it = element; it; it = it.parentElement) layers.push(colour(getComputedStyle(it).backgroundColor));
    return layers.reverse().reduce((below, layer) => over(layer, below), paper);
  };
  const light = ([r, g, b]) => {
    const part = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const contrast = (a, b) => {
    const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element || element.closest("annotation, title, desc") || !isShown(element)) continue;
    const style = getComputedStyle(element);
    const isDrawn = element.closest("svg");
    const text = colour(isDrawn ? style.fill : style.color);
    const behind = background(isDrawn ? isDrawn.parentElement : element);
    const found = contrast(over(text, behind), behind);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
    const key = [text, behind, isLarge].join();
    if (found < (isLarge ? 3 : 4.5) && !seen.has(key)) {
      seen.add(key);
      say(`contrast ${found.toFixed(2)}`, element);
    }
  }

  // On paper the marks are part of the flow: boxes outside it get lost where a page ends.
  if (matchMedia("print").matches) {
    for (const mark of all("article .gw-mark")) {
      if (!isShown(mark)) continue;
      for (let it = mark; it && it.tagName !== "MAIN"; it = it.parentElement) {
        if (["absolute", "fixed"].includes(getComputedStyle(it).position)) say("a mark outside the flow", mark);
      }
    }
  }

  // What readers who do not see the page are told.
  if (!document.documentElement.lang) say("the page has no language");
  if (!document.title.trim()) say("the page has no title");
  if (all("main").length !== 1) say(`${all("main").length} main landmarks`);
  const navigations = all("nav");
  if (navigations.length > 1) {
    for (const it of navigations) if (!it.getAttribute("aria-label")) say("one of several navigations has no name", it);
  }
  let level = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) say(`heading of level ${next} behind one of level ${level}`, heading);
    if (!heading.textContent.trim()) say("an empty heading", heading);
    level = next;
  }
  if (all("h1").length !== 1) say(`${all("h1").length} headings of level 1`);
  for (const it of all("img:not([alt])")) say("a picture without a text", it);
  for (const it of all("math:not([alttext])")) say("a formula without a text", it);
  for (const it of all("svg")) {
    if (it.getAttribute("role") !== "img" || !(it.getAttribute("aria-label") || "").trim()) say("a drawing without a text", it);
  }
  for (const it of all("[role=img]")) if (!it.getAttribute("aria-label")) say("a sign without a name", it);
  for (const it of all("section, [role=region]")) {
    const hasName = it.getAttribute("aria-label") || it.getAttribute("aria-labelledby");
    if (it.getAttribute("role") === "region" && !hasName) say("a region without a name", it);
  }
  for (const it of all("a[href]")) {
    if (!it.textContent.trim() && !it.getAttribute("aria-label") && !it.querySelector("img[alt], [aria-label]")) say("a link without a text", it);
    const target = it.getAttribute("href");
    if (target.startsWith("#") && target.length > 1 && !document.getElementById(decodeURIComponent(target.slice(1)))) say("a link to nowhere", it);
  }
  for (const it of all("input")) {
    if (!it.getAttribute("aria-label") && !it.closest("label, li")) say("an input without a label", it);
  }
  for (const it of all("summary")) if (!it.textContent.trim() && !it.querySelector("[aria-label]")) say("a toggle without a name", it);
  for (const it of all("article table, .gw-net table")) {
    if (it.querySelector("thead") && [...it.querySelectorAll("thead th")].some((cell) => cell.scope !== "col" && cell.closest(".gw-net"))) say("a heading of a table without scope", it);
  }
  const ids = new Set();
  for (const it of all("[id]")) {
    if (ids.has(it.id)) say(`two elements are called ${it.id}`, it);
    ids.add(it.id);
  }
  if (all("script").length) say("the page has scripts");
  return problems;
})()
