import Digests

/// How the HTML form looks: by the reader's choice light or dark, and light on paper. Contrasts are at least 7 to 1 for text.
enum HTMLStyle {
    /// Lets a browser load and run nothing, and take no style but the one below, which it knows by its hash.
    static let policy =
        "default-src 'none'; style-src 'sha256-\(Base64.encode(SHA256.hash(Array(text.utf8))))'; base-uri 'none'; form-action 'none'"

    static let text = """
        :root{color-scheme:light dark;--ink:#1b1d21;--paper:#fff;--soft:#f3f4f6;--line:#c3c7ce;--faint:#4b5159;\
        --bad:#9b0018;--good:#0b5226;--unsure:#633f00;--bar:#c9dcf5;--barline:#2f5d99;--badbar:#f6cfd3}
        @media (prefers-color-scheme:dark){:root{--ink:#eceef1;--paper:#15171b;--soft:#22252b;--line:#4a5059;--faint:#b9bfc8;\
        --bad:#ff9d96;--good:#86e3a7;--unsure:#ffd27a;--bar:#27456d;--barline:#8db6ea;--badbar:#6b2b30}}
        @media print{:root{color-scheme:light;--ink:#000;--paper:#fff;--soft:#f3f4f6;--line:#999;--faint:#333;\
        --bad:#9b0018;--good:#0b5226;--unsure:#633f00;--bar:#c9dcf5;--barline:#2f5d99;--badbar:#f6cfd3}\
        body{font-size:11pt}article,tr,svg{break-inside:avoid}.scroll{overflow:visible}.scroll svg{max-width:100%;height:auto}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
        main{max-width:70rem;margin:0 auto;padding:1.5rem 1.25rem 4rem}
        h1{font-size:1.7rem;margin:.2rem 0 .8rem;line-height:1.25;overflow-wrap:anywhere}
        h2{font-size:1.25rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}
        h3{font-size:1.05rem;margin:0 0 .4rem;overflow-wrap:anywhere}
        p,ul{margin:.5rem 0;overflow-wrap:anywhere}
        .lead{font-size:1.08rem;max-width:48rem}
        code,pre,td.code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.9em}
        pre{background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:.7rem .9rem;white-space:pre-wrap;overflow-wrap:anywhere}
        .word{display:inline-block;border:2px solid currentColor;border-radius:6px;padding:0 .45em;margin-right:.35em;font-weight:700;font-size:.8em}
        .fail,.error{color:var(--bad)}.pass{color:var(--good)}.inconclusive{color:var(--unsure)}
        article{border:1px solid var(--line);border-left:6px solid var(--bad);border-radius:6px;padding:.9rem 1rem;margin:1rem 0}
        article.undecided{border-left-color:var(--unsure)}
        .advice{border-left:3px solid var(--line);padding-left:.8rem}
        .scroll{overflow-x:auto;margin:.6rem 0}
        table{border-collapse:collapse;width:100%;font-size:.93rem}
        th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line)}
        th{color:var(--faint);font-weight:600;white-space:nowrap}
        td.code{overflow-wrap:anywhere;min-width:15rem}
        td.right{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
        tr.proof td{background:var(--soft)}tr.proof td:first-child{font-weight:700;box-shadow:inset 4px 0 var(--bad)}
        tr:target td{outline:2px solid var(--barline)}
        a{color:inherit}
        .note{color:var(--faint);font-size:.92rem}
        figure{margin:0}figcaption{color:var(--faint);font-size:.92rem}
        .scroll:focus{outline:2px solid var(--barline)}
        svg{display:block;background:var(--paper)}
        svg text{fill:var(--ink);font:12px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
        svg .mid,svg .number{text-anchor:middle}svg .tick{fill:var(--faint)}svg .number{font-size:11px}svg .proof{font-weight:700;text-decoration:underline}
        svg .lane{font-weight:600}
        svg .rail{stroke:var(--line)}svg .axis{stroke:var(--ink)}svg .grid{stroke:var(--line);stroke-dasharray:1 4}
        svg .made{fill:none;stroke:var(--barline);stroke-dasharray:3 3}
        svg .job{fill:var(--bar);stroke:var(--barline)}svg .job.bad{fill:var(--badbar);stroke:var(--bad);stroke-dasharray:6 3}\
        svg .job.open{fill:none;stroke-dasharray:2 3;stroke-width:2}
        svg .good{fill:var(--good)}svg .refused{fill:var(--unsure)}svg .lost{stroke:var(--bad);stroke-width:3.5;fill:none;stroke-linecap:round}
        svg .rule{fill:none;stroke:var(--ink);stroke-width:1.5}svg .hook{fill:var(--barline)}svg .hook.bad{fill:none;stroke:var(--bad);stroke-width:2}
        .key svg{display:inline-block;vertical-align:middle;background:none}.key span{white-space:nowrap;margin-right:1.1rem}
        """
}
