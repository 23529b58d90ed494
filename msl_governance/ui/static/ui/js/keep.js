/* What could not be sent for want of a connection is kept on this device until it can be: the text of a form marked
   data-keep (the name of its key field), only while it is unsent, and only sealed, with a key that stands in its
   author's own pages and nowhere else. Who uses this device next holds bytes that say nothing; who signs out wipes
   them. docs/decisions/0009 says why it is so, and why there is no service worker. */
(function () {
  "use strict";
  var PREFIX = "unsent:", NEVER = ["csrfmiddlewaretoken", "password", "code", "action"];
  var OLDEST = 30, BLOCK = 4096, FIRST = 4000, LONGEST = 60000; /* days, bytes, milliseconds */
  var room = document.getElementById("keeping");
  try { if (!room || !window.localStorage) return; } catch (e) { return; } /* storage may be switched off */
  var mine = PREFIX + room.dataset.owner + ":";
  var away = navigator.onLine === false, pause = FIRST, retry = 0, soon = 0, sealing = null, flushing = null;
  var over = false; /* signing out: whatever still comes in for this page is kept no more */
  var sending = new AbortController(); /* aborted where the author chose to wipe: nothing of it is sent any more */

  function say(key) { return room.getAttribute("data-say-" + key); }
  function form() { return document.querySelector("form[data-keep]"); }
  function keyOf(one) { return one.elements[one.getAttribute("data-keep")]; }
  function today() { return Math.floor(Date.now() / 864e5); }

  /* sealing: AES-GCM, padded so that the length tells little */
  function sealer() {
    if (!window.crypto || !crypto.subtle) return Promise.reject(new Error("no sealing"));
    var raw = Uint8Array.from(atob(room.dataset.key), function (c) { return c.charCodeAt(0); });
    sealing = sealing || crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    return sealing;
  }

  function bytes(text) { return new TextEncoder().encode(text); }
  function coded(buffer) {
    var out = "";
    new Uint8Array(buffer).forEach(function (one) { out += String.fromCharCode(one); });
    return btoa(out);
  }
  function decoded(text) { return Uint8Array.from(atob(text), function (c) { return c.charCodeAt(0); }); }

  async function put(entry) {
    var plain = JSON.stringify(entry), iv = crypto.getRandomValues(new Uint8Array(12));
    plain += " ".repeat(BLOCK - bytes(plain).length % BLOCK);
    var sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: iv }, await sealer(), bytes(plain));
    if (over) throw new Error("signed out");
    localStorage.setItem(mine + entry.id, JSON.stringify({ day: today(), iv: coded(iv), text: coded(sealed) }));
  }

  async function get(name) {
    try {
      var box = JSON.parse(localStorage.getItem(name));
      var plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: decoded(box.iv) }, await sealer(), decoded(box.text));
      return JSON.parse(new TextDecoder().decode(plain));
    } catch (e) { return null; }
  }

  function names(start) {
    return Object.keys(localStorage).filter(function (name) { return name.startsWith(start); });
  }
  function wipe() {
    over = true;
    names(PREFIX).forEach(function (name) { localStorage.removeItem(name); });
  }
  function silence() {
    sending.abort();
    if (form()) htmx.trigger(form(), "htmx:abort");
  }
  function forgetOld() {
    names(PREFIX).forEach(function (name) {
      var day = 0;
      try { day = JSON.parse(localStorage.getItem(name)).day; } catch (e) { /* not ours to read: gone */ }
      if (!(day > today() - OLDEST)) localStorage.removeItem(name);
    });
  }

  /* what is said: beside the form's heading (loud: in sight wherever one scrolls), or in a note where there is no form */
  function loud(is) { document.body.classList.toggle("fw-is-away", Boolean(is)); }
  function line(text, link, isLoud) {
    loud(isLoud);
    var box = document.getElementById("saved");
    if (!box) {
      box = document.getElementById("kept-note");
      if (!box) {
        box = document.createElement("div");
        box.id = "kept-note";
        box.className = "fw-say fw-note";
        box.setAttribute("role", "status");
        document.body.append(box);
      }
    }
    box.replaceChildren(text);
    (link || []).forEach(function (one) { box.append(" ", one); });
    box.hidden = false;
  }
  function link(key, href) {
    var one = document.createElement("a");
    one.href = href;
    one.textContent = say(key);
    return one;
  }
  function button(key, act) {
    var one = document.createElement("button");
    one.type = "button";
    one.className = "btn btn-sm fw-btn2";
    one.textContent = say(key);
    one.addEventListener("click", act);
    return one;
  }
  function signIn() { return link("sign-in", "/login/?next=" + encodeURIComponent(location.pathname + location.search)); }

  /* keeping and sending */
  function entryOf(one) {
    var fields = Array.from(new FormData(one)).filter(function (pair) { return !NEVER.includes(pair[0]); });
    return { id: keyOf(one).value, url: location.pathname + location.search, anew: one.dataset.anew, fields: fields };
  }
  async function keep(why) {
    var one = form();
    if (!one) return;
    try {
      await put(entryOf(one));
      line(say(why || "kept"), why === "gone" ? [signIn()] : [], true);
    } catch (e) { line(say("unkept"), [], true); }
  }

  async function post(entry, url) {
    var body = new FormData(), token = document.querySelector("[name=csrfmiddlewaretoken]");
    entry.fields.forEach(function (pair) { body.append(pair[0], pair[1]); });
    body.append("action", "autosave");
    try {
      var headers = { "HX-Request": "true", "X-CSRFToken": token ? token.value : "" };
      var answer = await fetch(url || entry.url, { method: "POST", body: body, headers: headers, signal: sending.signal });
      var signedOut = answer.status === 403 || (answer.redirected && new URL(answer.url).pathname.endsWith("/login/"));
      var moved = answer.redirected || answer.status === 404; /* submitted elsewhere: the draft has no page any more */
      return {
        outcome: answer.headers.get("Draft-Outcome") || (signedOut ? "gone" : moved ? "locked" : "lost"),
        key: answer.headers.get("Draft-Key"), address: answer.headers.get("HX-Replace-Url"), text: await answer.text(),
      };
    } catch (e) { return { outcome: "lost" }; }
  }

  function later() {
    clearTimeout(retry);
    if (sending.signal.aborted) return;
    retry = setTimeout(flush, pause);
    pause = Math.min(pause * 2, LONGEST);
  }

  function flush() {
    flushing = flushing || sendAll().finally(function () { flushing = null; });
    return flushing;
  }

  async function sendAll() {
    clearTimeout(retry);
    for (var name of names(mine)) {
      var before = localStorage.getItem(name), entry = await get(name);
      if (!entry) continue;
      var got = await post(entry);
      if (got.outcome === "lost") return later();
      if (got.outcome === "gone") return line(say("gone"), [signIn()], true);
      away = false;
      pause = FIRST;
      if (got.outcome === "kept" || got.outcome === "aside") sent(name, before, entry, got);
      else refused(name, entry, got);
    }
  }

  function sent(name, before, entry, got) {
    var one = form(), here = one && keyOf(one).value === entry.id;
    if (here) follow(one, got);
    if (localStorage.getItem(name) !== before) return here ? keep().then(later) : later(); /* written on meanwhile */
    localStorage.removeItem(name);
    if (!here) return line(say("sent-other"), [link("open", got.address)]);
    if (!one.hasAttribute("data-typed")) return location.assign(got.address); /* the page shows an older version */
    line(say(got.outcome === "aside" ? "aside" : "sent"));
  }

  /* the draft's own key and address, so that the form goes on as the draft that it now is */
  function follow(one, got) {
    if (got.key) keyOf(one).value = got.key;
    if (got.address) history.replaceState(history.state, "", got.address);
  }

  function refused(name, entry, got) {
    var said = new DOMParser().parseFromString(got.text || "", "text/html").body.textContent.trim();
    var drop = button("drop", function () { localStorage.removeItem(name); line(""); });
    var other = button("anew", function () { anew(name, entry); });
    line(got.outcome === "locked" ? say("locked") : say("refused") + " " + said, [other, drop], true);
  }

  async function anew(name, entry) {
    var fresh = { client_key: crypto.randomUUID(), writer: crypto.randomUUID(), seen: "" };
    entry.fields = entry.fields.map(function (pair) { return pair[0] in fresh ? [pair[0], fresh[pair[0]]] : pair; });
    var got = await post(entry, entry.anew);
    if (got.outcome !== "kept") return line(say("kept"), [], true);
    localStorage.removeItem(name);
    location.assign(got.address);
  }

  /* what the form's own requests tell */
  function about(event) { var one = event.detail.elt.closest("form[data-keep]"); return one === form() ? one : null; }
  function lost(event) {
    if (!about(event)) return;
    away = true;
    keep().then(later);
  }
  /* a sign-out may take its time, or fail: what was typed must not leave the device after its author had it wiped */
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (sending.signal.aborted && about(event)) event.preventDefault();
  });
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:timeout", lost);
  document.addEventListener("htmx:responseError", function (event) {
    if (!about(event)) return;
    if (event.detail.xhr.status === 403) keep("gone");
    else lost(event);
  });
  document.addEventListener("htmx:beforeSwap", function (event) {
    var url = event.detail.xhr.responseURL;
    if (about(event) && url && new URL(url, location.href).pathname.endsWith("/login/")) keep("gone");
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var one = about(event), xhr = event.detail.xhr;
    if (!one || !event.detail.successful || !xhr.getResponseHeader("Draft-Key")) return;
    away = false;
    pause = FIRST;
    loud(false);
    localStorage.removeItem(mine + keyOf(one).value);
    follow(one, { key: xhr.getResponseHeader("Draft-Key") });
  });

  function unfold(target) {
    document.querySelectorAll("form[data-keep] [data-shown-by]").forEach(function (part) {
      if (part.dataset.shownBy === target.name) part.hidden = !part.dataset.shownFor.split(" ").includes(target.value);
    });
  }
  document.addEventListener("input", function (event) {
    var one = event.target.form;
    if (!one || one !== form()) return;
    one.setAttribute("data-typed", "");
    if (event.target.checked) unfold(event.target);
    if (!away) return;
    clearTimeout(soon);
    soon = setTimeout(keep, 300);
  });
  window.addEventListener("offline", function () { away = true; if (form()) line(say("offline"), [], true); });
  window.addEventListener("online", function () { pause = FIRST; flush().then(save); });
  function save() { var one = form(); if (one && away && !names(mine).length) { away = false; htmx.trigger(one, "form-checked"); } }

  /* a report begun from an open page without a connection: its form was fetched while there was one, into memory alone */
  var begun = new Map();
  async function fetchForms() {
    for (var one of Array.from(document.querySelectorAll("a[data-begin]")).slice(0, 6)) {
      try {
        var answer = await fetch(one.href);
        if (answer.ok && !answer.redirected) begun.set(one.href, { text: await answer.text(), at: Date.now() });
      } catch (e) { return; }
    }
  }
  function begin(href) {
    var kept = begun.get(href), page = new DOMParser().parseFromString(kept.text, "text/html");
    var main = document.getElementById("main"), before = Array.from(main.childNodes);
    main.replaceChildren.apply(main, page.getElementById("main").childNodes);
    if (!document.getElementById("sign")) document.body.append(page.getElementById("sign"));
    var fields = form().elements, met = new Date(fields.met_at.value + "Z");
    fields.client_key.value = crypto.randomUUID();
    fields.writer.value = crypto.randomUUID();
    met.setTime(met.getTime() + Math.floor((Date.now() - kept.at) / 9e5) * 9e5);
    if (!isNaN(met)) fields.met_at.value = met.toISOString().slice(0, 16);
    document.title = page.title;
    history.pushState({}, "", href);
    addEventListener("popstate", function () { main.replaceChildren.apply(main, before); }, { once: true });
    htmx.process(main);
    main.focus();
    line(say("offline"), [], true);
  }
  /* one more topic or colleague without a connection: a copy of the empty row that the page brought with it */
  function grow(rows) {
    var one = form(), prefix = rows.dataset.rows, total = one.elements[prefix + "-TOTAL_FORMS"], at = Number(total.value);
    if (at >= Number(one.elements[prefix + "-MAX_NUM_FORMS"].value)) return;
    var copy = document.createElement("template");
    copy.innerHTML = rows.innerHTML.replaceAll("__prefix__", at).replaceAll("__number__", at + 1);
    var made = Array.from(copy.content.children);
    total.value = at + 1;
    rows.before(copy.content);
    made.forEach(function (part) { htmx.process(part); });
    rows.parentElement.querySelectorAll("[data-many]").forEach(function (part) { part.hidden = false; });
    made[0].querySelector("select, input:not([type=hidden]), textarea").focus();
    one.setAttribute("data-typed", "");
    away = true;
    keep();
  }
  document.addEventListener("click", function (event) {
    var more = (away || navigator.onLine === false) && event.target.closest("form[data-keep] [data-grow]");
    if (!more) return;
    event.preventDefault();
    event.stopPropagation();
    grow(form().querySelector('template[data-rows="' + more.dataset.grow + '"]'));
  }, true);

  document.addEventListener("click", function (event) {
    var one = event.target.closest("a[data-begin]");
    if (one && navigator.onLine === false && begun.has(one.href)) {
      event.preventDefault();
      away = true;
      begin(one.href);
    } else if (event.target.closest("[data-wipe]")) {
      wipe();
      silence();
      leaving.submit();
    }
  }, true);

  /* sending and signing out wait for a connection, or for a word */
  var leaving = null;
  document.addEventListener("submit", function (event) {
    if (event.target === form() && away) {
      event.preventDefault();
      document.querySelectorAll("dialog[open]").forEach(function (one) { one.close(); });
      keep();
    } else if (event.target.getAttribute("action") === room.dataset.logout) {
      if (!names(mine).length) return wipe();
      event.preventDefault();
      leaving = event.target;
      document.getElementById("unsent").showModal();
    }
  }, true);

  forgetOld();
  if (away) { if (form()) line(say("offline"), [], true); } else flush().then(fetchForms);
})();
