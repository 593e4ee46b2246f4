// The code is taken out of the address bar at once, so that history and screen shots do not keep it.
const code = location.hash.slice(1);
history.replaceState(null, "", location.pathname);

if (/^[\w-]{20,64}$/.test(code)) {
  document.getElementById("code").textContent = code;
  document.getElementById("found").hidden = false;
  document.getElementById("state").textContent = "Лист дійшов: адресу можна підтвердити.";
  document.getElementById("copy").addEventListener("click", async () => {
    await navigator.clipboard.writeText(code);
    document.getElementById("state").textContent = "Код скопійовано.";
  });
}
