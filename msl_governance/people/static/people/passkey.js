// Passkeys: a button with data-passkey="sign-in" or "register" asks the address in data-address, has the browser
// answer, and sends that back. What went wrong is said in the element with the id in data-say.
(() => {
  "use strict";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const lists = (key, name) => {
    for (const one of key[name] || []) one.id = bytes(one.id);
  };

  const asked = (key) => {
    key.challenge = bytes(key.challenge);
    if (key.user) key.user.id = bytes(key.user.id);
    lists(key, "allowCredentials");
    lists(key, "excludeCredentials");
    return { publicKey: key };
  };

  const answered = (made) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[name]) response[name] = text(made.response[name]);
    }
    return { id: made.id, rawId: text(made.rawId), type: made.type, response };
  };

  const headers = (button) => ({
    Accept: "application/json",
    "Content-Type": "application/json",
    "X-CSRFToken": button.closest("form").elements.csrfmiddlewaretoken.value,
  });

  const run = async (button) => {
    const head = headers(button);
    const begun = await fetch(button.dataset.address, { headers: head });
    const options = await begun.json();
    if (!begun.ok) return options;
    const way = button.dataset.passkey === "register" ? "create" : "get";
    const body = answered(await navigator.credentials[way](asked(options.publicKey)));
    const name = button.closest("form").elements.name;
    if (name instanceof HTMLInputElement) body.name = name.value;
    const ended = await fetch(button.dataset.address, { method: "POST", headers: head, body: JSON.stringify(body) });
    return ended.json();
  };

  const press = async (button) => {
    const say = document.getElementById(button.dataset.say);
    say.textContent = "";
    try {
      const said = await run(button);
      if (said.address) window.location.assign(said.address);
      else say.textContent = said.sentence;
    } catch (error) {
      say.textContent = button.dataset.failed;
    }
  };

  for (const button of document.querySelectorAll("[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    button.hidden = false;
    button.addEventListener("click", () => press(button));
  }
})();
