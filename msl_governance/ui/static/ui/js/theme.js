/* Runs in <head>: sets the theme before the first paint. The person's choice, else what the device prefers. */
(function () {
  var theme = null;
  try { theme = localStorage.getItem("theme"); } catch (e) { /* storage may be switched off */ }
  if (theme !== "light" && theme !== "dark") {
    theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  document.documentElement.setAttribute("data-bs-theme", theme);
})();
