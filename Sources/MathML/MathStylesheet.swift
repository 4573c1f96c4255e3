/// What the classes of the formulas mean, for the page's stylesheet. Colours are left to it, by way
/// of the custom properties `--gw-error` and `--gw-differs`.
package let mathStylesheet = """
  math { font-family: "STIX Two Math", "Latin Modern Math", "Cambria Math",
    "TeX Gyre Termes Math", "DejaVu Math TeX Gyre", math; }
  math[display="block"] { overflow-x: auto; overflow-y: hidden; padding-block: 0.3em; }
  /* Some fonts would let a letter touch the word above it. */
  munder > :is(mi, mo[movablelimits]):first-child + :is(mi, mn, mrow) { padding-top: 0.12em; }
  mtable.gw-align > mtr > mtd:nth-child(odd) { text-align: right; text-align: -webkit-right; padding-right: 0; }
  mtable.gw-align > mtr > mtd:nth-child(even) { text-align: left; text-align: -webkit-left; padding-left: 0; }
  mtable.gw-align > mtr > mtd:nth-child(odd):not(:first-child) { padding-left: 1em; }
  mtable.gw-packed > mtr > mtd:nth-child(odd):not(:first-child) { padding-left: 0; }
  mtable.gw-packed > mtr > mtd:nth-child(even):not(:last-child) { padding-right: 0; }
  :is(mtable.gw-matrix, mtable.gw-array, mtable.gw-cases) > mtr > mtd { padding-block: 0.1em; }
  :is(mtable.gw-align, mtable.gw-gather, mtable.gw-eqnarray, mtable.gw-lines) > mtr > mtd {
    padding-block: 0.25em; }
  mtable.gw-matrix > mtr > mtd:first-child { padding-left: 0.1em; }
  mtable.gw-matrix > mtr > mtd:last-child { padding-right: 0.1em; }
  mtable.gw-eqnarray > mtr > mtd:first-child { text-align: right; text-align: -webkit-right; }
  mtable.gw-eqnarray > mtr > mtd:last-child { text-align: left; text-align: -webkit-left; }
  mtable.gw-cases > mtr > mtd { text-align: left; text-align: -webkit-left; padding-inline: 0; }
  mtable.gw-cases > mtr > mtd:not(:last-child) { padding-right: 1em; }
  mtable.gw-small > mtr > mtd { padding: 0.1em 0.2em; }
  mtable.gw-numbers { font-variant-numeric: tabular-nums lining-nums; }
  mtable.gw-numbers > mtr > mtd { text-align: right; text-align: -webkit-right; }
  mtd.gw-left { text-align: left; text-align: -webkit-left; }
  mtd.gw-right { text-align: right; text-align: -webkit-right; }
  mtd.gw-differs { color: var(--gw-differs, #b00020); font-weight: bold; }
  mtable.gw-diagram > mtr > mtd { padding: 0.4em 0.3em; }
  mtable.gw-diagram munder > :nth-child(2), mtable.gw-diagram mover > :nth-child(2),
  mtable.gw-diagram munderover > :not(:first-child) { padding-inline: 1em; }
  mtable.gw-lines { width: 100%; }
  mtable.gw-lines > mtr:first-child > mtd { text-align: left; text-align: -webkit-left; }
  mtable.gw-lines > mtr:last-child > mtd { text-align: right; text-align: -webkit-right; }
  mtd.gw-line-left { border-left: 1px solid; }
  mtd.gw-line-right { border-right: 1px solid; }
  mtd.gw-line-top { border-top: 1px solid; }
  mtd.gw-line-bottom { border-bottom: 1px solid; }
  mtd.gw-double-left { border-left: 3px double; }
  mtd.gw-double-right { border-right: 3px double; }
  mtd.gw-double-top { border-top: 3px double; }
  mtd.gw-double-bottom { border-bottom: 3px double; }
  mtd.gw-dash-left { border-left: 1px dashed; }
  mtd.gw-dash-right { border-right: 1px dashed; }
  mtd.gw-dash-top { border-top: 1px dashed; }
  mtd.gw-dash-bottom { border-bottom: 1px dashed; }
  .gw-cancel { background: linear-gradient(to bottom right, transparent calc(50% - 0.035em),
    currentColor calc(50% - 0.035em) calc(50% + 0.035em), transparent calc(50% + 0.035em)); }
  .gw-bcancel { background: linear-gradient(to top right, transparent calc(50% - 0.035em),
    currentColor calc(50% - 0.035em) calc(50% + 0.035em), transparent calc(50% + 0.035em)); }
  .gw-xcancel { background: linear-gradient(to top right, transparent calc(50% - 0.035em),
    currentColor calc(50% - 0.035em) calc(50% + 0.035em), transparent calc(50% + 0.035em)),
    linear-gradient(to bottom right, transparent calc(50% - 0.035em),
    currentColor calc(50% - 0.035em) calc(50% + 0.035em), transparent calc(50% + 0.035em)); }
  .gw-sout { background: linear-gradient(transparent calc(60% - 0.035em),
    currentColor calc(60% - 0.035em) calc(60% + 0.035em), transparent calc(60% + 0.035em)); }
  .gw-llap { transform: translateX(-100%); }
  .gw-clap { transform: translateX(-50%); }
  .gw-colorbox { padding: 0.2em; }
  /* The author chose the colour for black ink, in the dark scheme too. */
  .gw-colorbox:not([mathcolor] *) { color: #000; }
  .gw-actuarial { border-top: 0.06em solid; border-right: 0.06em solid; padding: 0.1em 0.1em 0 0; }
  .gw-rule { background: currentColor; }
  .gw-boxed { border: 1px solid; padding: 0.25em; }
  .gw-overline { border-top: 0.06em solid; padding-top: 0.1em; }
  .gw-underline { border-bottom: 0.06em solid; padding-bottom: 0.1em; }
  /* Browsers other than Firefox raise primes twice: they are high in their fonts already. */
  @supports not (-moz-appearance: none) {
    .gw-prime { transform: translateY(0.25em) scale(1.15); }
  }
  .gw-bold { font-weight: bold; }
  .gw-italic { font-style: italic; }
  .gw-bold, .gw-italic { font-family: var(--text, serif); }
  .gw-sans { font-family: var(--label, sans-serif); }
  .gw-code { font-family: var(--code, monospace); }
  math[display="block"].gw-tagged, .gw-tagged > semantics { display: block; }
  mtable.gw-numbered { width: 100%; }
  mtable.gw-numbered > mtr > mtd { padding: 0.25em 0; }
  mtable.gw-numbered > mtr > :is(mtd:first-child, mtd:last-child) { width: 50%; }
  mtable.gw-numbered > mtr > mtd.gw-apart { padding-left: 1em; }
  mtable.gw-numbered > mtr > mtd.gw-number { padding-left: 1em; white-space: nowrap;
    text-align: right; text-align: -webkit-right; }
  .gw-tag { padding-left: 2em; }
  .gw-error { color: var(--gw-error, #b00020); font-family: monospace; }
  """
