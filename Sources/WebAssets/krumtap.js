// The whole site's script. Every page works without it; each part is on its own, so that a fault in one leaves the others.
"use strict";
(() => {
  const part = (work) => { try { work(); } catch { /* the page works without it */ } };

  // What Swift's String.count counts: the letters a reader sees. The server trims and decides; this only helps.
  const letters = "Segmenter" in Intl ? new Intl.Segmenter() : null;
  const count = (text) => letters ? Array.from(letters.segment(text)).length : Array.from(text).length;

  // Characters left, for <textarea data-limit="120" data-left="{n} tegn tilbage" data-over="{n} tegn for meget">.
  part(() => {
    for (const input of document.querySelectorAll("[data-limit][data-left]")) {
      const place = input.closest(".field")?.querySelector(".count");
      if (!place) continue;
      let wait = 0;
      const show = () => {
        wait = 0;
        const left = Number(input.dataset.limit) - count(input.value);
        const over = left < 0 && input.dataset.over;
        const number = (over ? -left : left).toLocaleString(document.documentElement.lang);
        place.textContent = (over || input.dataset.left).replace("{n}", number);
        place.classList.toggle("over", left < 0);
      };
      if (input.value) show();
      place.setAttribute("aria-live", "polite");
      input.addEventListener("input", () => { wait ||= setTimeout(show, 1000); });
    }
  });

  // A second press on "Send" within five seconds is the same press.
  part(() => {
    let sent = new WeakMap();
    addEventListener("submit", (event) => {
      const form = event.target;
      if (event.defaultPrevented || form.method !== "post") return;
      if (event.timeStamp - (sent.get(form) ?? -5000) < 5000) event.preventDefault();
      else sent.set(form, event.timeStamp);
    });
    addEventListener("pageshow", () => { sent = new WeakMap(); });
  });

  // Unsent text in a <form data-guard>: ask before leaving. The listener exists only while there is something to lose.
  part(() => {
    const ask = (event) => { event.preventDefault(); event.returnValue = true; };
    for (const form of document.querySelectorAll("form[data-guard]")) {
      form.addEventListener("input", () => addEventListener("beforeunload", ask));
      form.addEventListener("submit", () => removeEventListener("beforeunload", ask));
    }
  });

  // <button data-locate hidden>: where am I? The answer is a place in the address, as the form would send it.
  part(() => {
    if (!navigator.geolocation || !isSecureContext) return;
    for (const button of document.querySelectorAll("button[data-locate]")) {
      const told = document.createElement("p");
      told.className = "hint";
      told.setAttribute("role", "status");
      button.after(told);
      button.hidden = false;
      button.addEventListener("click", () => {
        told.textContent = button.dataset.wait ?? "";
        navigator.geolocation.getCurrentPosition(({ coords }) => {
          const address = new URL(button.form.getAttribute("action") ?? "", location.href);
          address.search = new URLSearchParams({ lat: coords.latitude.toFixed(5), lon: coords.longitude.toFixed(5) });
          location.assign(address);
        }, () => { told.textContent = button.dataset.failed ?? ""; }, { timeout: 10000, maximumAge: 60000 });
      });
    }
  });

  // Browsers that do not know autofocus on a <div>.
  part(() => document.querySelector(".errors")?.focus());
})();
