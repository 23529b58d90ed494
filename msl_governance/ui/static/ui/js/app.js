/* Small behaviours. Every page works without them. Nothing here writes what somebody typed to the browser's storage:
   the next person on this device may stand on the other side of the wall. (keep.js does, sealed, while it is unsent.) */
(function () {
  "use strict";
  var root = document.documentElement;
  var BAD = '[aria-invalid="true"]:not([type=hidden]), fieldset[data-invalid] input';

  function byId(id) { return id ? document.getElementById(id) : null; }

  function focusFirstBad(where) {
    var bad = where.querySelector(BAD);
    if (bad) bad.focus();
    return Boolean(bad);
  }

  function say(key) {
    var text = document.body.getAttribute("data-say-" + key);
    if (!text) return;
    var box = byId("say");
    if (!box) {
      box = document.createElement("div");
      box.id = "say";
      box.className = "fw-say fw-note fw-note-bad";
      box.setAttribute("role", "alert");
      document.body.append(box);
    }
    box.textContent = text;
    box.hidden = false;
  }

  /* clicks */
  function toggleTheme() {
    var theme = root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
    root.setAttribute("data-bs-theme", theme);
    try { localStorage.setItem("theme", theme); } catch (e) { /* storage may be switched off */ }
    document.dispatchEvent(new CustomEvent("fw:theme"));
  }

  function reveal(button) {
    var field = byId(button.getAttribute("data-reveal"));
    if (!field) return;
    var hidden = field.type === "password";
    field.type = hidden ? "text" : "password";
    button.setAttribute("aria-pressed", String(hidden));
  }

  function removePhrase(button) {
    var field = byId(button.getAttribute("data-from")), phrase = button.getAttribute("data-remove");
    if (!field || !phrase) return;
    var at = field.value.indexOf(phrase), found = at >= 0;
    var before = found ? field.value.slice(0, at) : "", after = found ? field.value.slice(at + phrase.length) : field.value;
    /* of a whole sentence its full stop goes too */
    if (found && /(^|[.!?])\s*$/.test(before)) after = after.replace(/^[\s.,;!?]+/, " ");
    field.value = (before + after).replace(/ {2,}/g, " ").replace(/ ([.,;?])/g, "$1").trim();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }

  function openDialog(event, button) {
    var dialog = byId(button.getAttribute("data-open"));
    if (!dialog || !dialog.showModal) return;
    event.preventDefault();
    dialog.showModal();
  }

  document.addEventListener("click", function (event) {
    var hit = event.target.closest("[data-theme-toggle], [data-open], [data-close], [data-reveal], [data-remove], [data-print], [aria-disabled=true]");
    if (!hit) return;
    if (hit.getAttribute("aria-disabled") === "true") {
      event.preventDefault();
      event.stopPropagation();
      focusFirstBad(hit.form || document);
    } else if (hit.hasAttribute("data-theme-toggle")) toggleTheme();
    else if (hit.hasAttribute("data-reveal")) reveal(hit);
    else if (hit.hasAttribute("data-remove")) removePhrase(hit);
    else if (hit.hasAttribute("data-print")) window.print();
    else if (hit.hasAttribute("data-open")) openDialog(event, hit);
    else if (hit.hasAttribute("data-close") && hit.closest("dialog")) hit.closest("dialog").close();
  }, true);

  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    var at = document.activeElement;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) || at.isContentEditable) return;
    var find = byId("find");
    if (find) { event.preventDefault(); find.focus(); }
  });

  /* the server found the form sound: only now may somebody be asked whether they mean it */
  document.addEventListener("fw-open", function (event) {
    var dialog = byId(event.detail.value);
    if (dialog && dialog.showModal && !dialog.open) dialog.showModal();
  });

  /* an answer that took an error away takes its mark from the box */
  function forgive(box) {
    var said = (box.getAttribute("aria-describedby") || "").split(" ").some(function (id) {
      var error = id.endsWith("_error") && byId(id);
      return error && error.textContent.trim();
    });
    if (said) return;
    box.removeAttribute("aria-invalid");
    box.removeAttribute("data-invalid");
    box.classList.remove("is-invalid");
  }

  /* what was wrong with a box is said no more when somebody changes it; the server says what is wrong with it next */
  function settle(target) {
    var box = target.closest("fieldset[data-invalid]") || target.closest('[aria-invalid="true"]');
    if (box) {
      (box.getAttribute("aria-describedby") || "").split(" ").forEach(function (id) {
        if (id.endsWith("_error") && byId(id)) byId(id).replaceChildren();
      });
      forgive(box);
    }
    if (target.form) target.form.querySelectorAll("[data-until-changed]").forEach(function (one) { one.hidden = true; });
  }
  document.addEventListener("input", function (event) { settle(event.target); });

  /* forms: ask before typed text is left behind; a second click does not send twice */
  var dirty = new Set();
  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (form && form.method === "post" && !form.hasAttribute("data-no-guard")) dirty.add(form);
  });
  document.addEventListener("submit", function (event) {
    if (event.defaultPrevented) return;
    dirty.clear();
    if (event.target.method !== "post") return;
    /* an answer may be a download: then the page stays, and the form's other buttons ask for something else */
    var sender = (event.target.hasAttribute("data-download") && event.submitter) || event.target;
    if (sender.hasAttribute("data-sent")) event.preventDefault();
    else sender.setAttribute("data-sent", "");
    setTimeout(function () { sender.removeAttribute("data-sent"); }, 5000);
  });
  window.addEventListener("beforeunload", function (event) {
    var open = Array.from(dirty).some(function (form) { return form.isConnected; });
    if (open) event.preventDefault();
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("[data-sent]").forEach(function (sender) { sender.removeAttribute("data-sent"); });
  });

  /* A text that is too long is kept as typed; how long it may be is said while it is typed. */
  function tell(box) {
    var most = Number(box.getAttribute("data-most")), length = box.value.replace(/\r?\n/g, "\n").length;
    var note = byId(box.id + "_count");
    if (!note) {
      if (length < most * 0.8) return;
      note = document.createElement("span");
      note.id = box.id + "_count";
      note.setAttribute("role", "status");
      box.after(note);
    }
    note.hidden = length < most * 0.8;
    note.className = length > most ? "fw-err" : "fw-hint";
    note.textContent = (document.body.getAttribute("data-say-count") || "{n} / {most}")
      .replace("{n}", length.toLocaleString(root.lang)).replace("{most}", most.toLocaleString(root.lang));
  }
  document.addEventListener("input", function (event) {
    if (event.target.matches("textarea[data-most]")) tell(event.target);
  });
  document.querySelectorAll("textarea[data-most]").forEach(tell);

  /* htmx: any token of the page is valid for the session, so the nearest will do */
  document.addEventListener("htmx:configRequest", function (event) {
    var token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.value;
  });
  /* who had the focus inside what is swapped keeps their place: it goes to the new content, not to the top */
  function land(region) {
    var spot = region.querySelector("[data-land]") || region;
    if (!spot.hasAttribute("tabindex")) spot.setAttribute("tabindex", "-1");
    spot.focus({ preventScroll: true });
  }

  var left = null; /* what was swapped away with the focus in it */
  document.addEventListener("htmx:beforeSwap", function (event) {
    left = event.detail.target.contains(document.activeElement) ? event.detail.target : null;
    /* a session that has ended answers with the sign-in page, which must not land inside a form */
    var answered = event.detail.xhr.responseURL;
    if (answered && new URL(answered, location.href).pathname.endsWith("/login/")) {
      event.detail.shouldSwap = false;
      if (!isKept(event)) say("gone");
    }
  });
  /* An answer shows a form as it was when it was asked for. What was typed since is put back into it before anybody can
     type on; and the wait for its autosave begins anew, since it went with the old form. */
  var touched = new WeakMap(), late = [], owed = null;
  document.addEventListener("input", function (event) { touched.set(event.target, performance.now()); });
  document.addEventListener("htmx:beforeRequest", function (event) { event.detail.xhr.askedAt = performance.now(); });
  document.addEventListener("htmx:beforeSwap", function (event) {
    var form = event.detail.target, since = event.detail.xhr.askedAt;
    late = form.matches("form[data-autosave]") ? Array.from(form.elements).filter(function (box) { return touched.get(box) > since; }) : [];
  });
  function putBack(form, box) {
    var same = Array.from(form.elements).find(function (one) {
      return one.name === box.name && one.type === box.type && (!/^(radio|checkbox)$/.test(box.type) || one.value === box.value);
    });
    if (!same) return;
    if (/^(radio|checkbox)$/.test(box.type)) same.checked = box.checked;
    else same.value = box.value;
    if (document.activeElement === same && /^text/.test(same.type)) same.setSelectionRange(box.selectionStart, box.selectionEnd);
    same.dispatchEvent(new Event("input", { bubbles: true }));
  }
  document.addEventListener("htmx:afterSwap", function (event) {
    var form = event.target;
    if (!form.matches || !form.matches("form[data-autosave]")) return;
    late.forEach(function (box) { putBack(form, box); });
    late = [];
    dirty.add(form);
    if (!event.detail.xhr.getResponseHeader("HX-Trigger-After-Settle")) owed = form; /* a dialog that opens keeps it itself */
  });
  document.addEventListener("htmx:afterSettle", function (event) {
    document.querySelectorAll('[aria-invalid="true"][aria-describedby]').forEach(forgive);
    if (owed && owed.isConnected) owed.dispatchEvent(new Event("input"));
    owed = null;
    var lost = document.activeElement === document.body;
    if (event.detail.xhr && event.detail.xhr.status === 422 && focusFirstBad(document)) return;
    var region = left && (left.isConnected ? left : byId(left.id));
    if (lost && region) land(region);
  });
  document.addEventListener("htmx:beforeRequest", function () {
    var box = byId("say");
    if (box) box.hidden = true;
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    if (!event.detail.successful) return;
    var form = event.detail.elt.closest("form");
    if (form && (form === event.detail.elt || form.hasAttribute("data-autosave"))) dirty.delete(form);
  });
  /* a form whose text is kept on this device says so itself */
  function isKept(event) { return Boolean(byId("keeping") && event.detail.elt.closest("form[data-keep]")); }

  document.addEventListener("htmx:sendError", function (event) { if (!isKept(event)) say("lost"); });
  document.addEventListener("htmx:timeout", function (event) { if (!isKept(event)) say("lost"); });
  document.addEventListener("htmx:responseError", function (event) {
    var status = event.detail.xhr.status;
    if (isKept(event)) return;
    say(status === 403 || status === 404 ? "gone" : "failed");
  });

  focusFirstBad(document);
})();
