/// What makes a page follow its note: it loads itself again where it was scrolled to, and shows what is wrong.
enum ReloadScript {
  static let html = Array("<script>\n\(script)</script>\n".utf8)

  private static let script = #"""
    (() => {
      const key = "gradweave scroll " + location.pathname;
      const place = sessionStorage.getItem(key);
      if (place !== null) {
        sessionStorage.removeItem(key);
        addEventListener("load", () => scrollTo(0, Number(place)));
      }
      const name = decodeURIComponent(location.pathname.slice(1)) || "index.html";
      const isShown = (file) =>
        file === name || file === name + ".html" || file === name + "index.html" || /\.(css|js|png|jpe?g|gif|svg|webp|avif)$/.test(file);
      const panel = document.createElement("aside");
      panel.setAttribute("aria-label", "Problems of the preview");
      panel.style.cssText = "position:fixed;right:1rem;bottom:1rem;max-width:min(34rem,calc(100vw - 2rem));max-height:45vh;overflow:auto;"
        + "background:var(--paper);color:var(--ink);border:1px solid var(--rule);border-left:4px solid var(--fails);border-radius:.4rem;"
        + "box-shadow:0 .5rem 1.5rem rgb(0 0 0/.25);font:.85rem/1.45 var(--label);padding:.6rem .9rem;z-index:3";
      function row(parent, text, weight) {
        const line = document.createElement("p");
        line.style.cssText = "margin:.2rem 0;font-weight:" + weight;
        line.textContent = text;
        parent.append(line);
      }
      function show(state) {
        const note = name.replace(/(\.html|\/)?$/, "");
        const isHere = (problem) => problem.place.split(":")[0].replace(/\.md$/, "").endsWith(note);
        const here = state.problems.filter(isHere);
        const others = state.problems.length - here.length;
        panel.replaceChildren();
        if (!state.failures.length && !state.problems.length) return panel.remove();
        const summary = document.createElement("details");
        summary.open = state.failures.length > 0 || here.length > 0;
        const title = document.createElement("summary");
        title.style.fontWeight = 650;
        const count = state.problems.length;
        title.textContent = state.failures.length ? "The site was not built; this is the last good page"
          : (count === 1 ? "1 problem" : count + " problems");
        summary.append(title);
        for (const failure of state.failures) row(summary, failure, 400);
        for (const problem of here.slice(0, 30)) {
          row(summary, problem.place + " " + problem.severity + "[" + problem.code + "]", 650);
          row(summary, problem.message, 400);
        }
        if (others) row(summary, (others === 1 ? "1 more is" : others + " more are") + " in other notes", 400);
        panel.append(summary);
        document.body.append(panel);
      }
      let isFirst = true;
      const source = new EventSource("/.gradweave/events");
      source.onmessage = (event) => {
        const state = JSON.parse(event.data);
        if (!isFirst && state.written.some(isShown)) {
          sessionStorage.setItem(key, String(scrollY));
          return location.reload();
        }
        isFirst = false;
        show(state);
      };
      source.onerror = () => { isFirst = false; };
    })();

    """#
}
