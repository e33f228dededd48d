const KEY = 'sharpcommerce.reloaded';

/**
 * After an update of the server a page that was loaded before asks for parts that are gone. It then loads itself anew, once in ten seconds at most: if the part is missing for another reason,
 * that is shown as an error.
 */
export function reloadAfterUpdate(): void {
  window.addEventListener('vite:preloadError', event => {
    const last = Number(sessionStorage.getItem(KEY) ?? 0);
    if (Date.now() - last < 10_000) return;
    sessionStorage.setItem(KEY, String(Date.now()));
    event.preventDefault();
    location.reload();
  });
}
