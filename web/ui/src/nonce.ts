// Some libraries put a style sheet of their own into the page, as to hold the page still behind a dialog. The content security policy lets through what carries the page's
// nonce, and this is the name by which they look for it.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
if (nonce) Object.assign(globalThis, { __webpack_nonce__: nonce });

export {};
