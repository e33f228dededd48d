import DOMPurify from 'dompurify';
import { useMemo } from 'react';

const purifier = DOMPurify(window);
purifier.addHook('afterSanitizeAttributes', node => {
  if (node.tagName === 'A' && node.hasAttribute('href')) node.setAttribute('rel', 'noopener nofollow');
});

/** A merchant's HTML without what could run, reach out or break the page. */
export function MerchantHtml({ html, className }: { html: string; className?: string }) {
  const clean = useMemo(
    () =>
      purifier.sanitize(html, {
        USE_PROFILES: { html: true },
        FORBID_TAGS: ['style', 'form', 'input', 'button', 'textarea', 'select', 'iframe', 'object', 'video', 'audio'],
        FORBID_ATTR: ['style', 'class', 'id', 'name'],
      }),
    [html],
  );
  // biome-ignore lint/security/noDangerouslySetInnerHtml: this is the one place, after DOMPurify
  return <div className={className} dangerouslySetInnerHTML={{ __html: clean }} />;
}
