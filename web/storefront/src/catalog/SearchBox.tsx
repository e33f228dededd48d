import { data } from '@sharpcommerce/client';
import { Button, useTranslation } from '@sharpcommerce/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { Search, X } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { api } from '../shop';

const PAUSE = 180;

/** The field in the header, with suggestions: a combobox by ARIA 1.2. On narrow screens a button opens it. */
export function SearchBox() {
  const { t } = useTranslation('catalog');
  const navigate = useNavigate();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [unfolded, setUnfolded] = useState(false);
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);

  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    if (unfolded) field.current?.focus();
  }, [unfolded]);

  const suggestions =
    useQuery({
      queryKey: ['suggestions', asked],
      queryFn: async ({ signal }) =>
        (await data(api.GET('/store/search/suggestions', { params: { query: { q: asked } }, signal }))).items,
      enabled: open && asked.length > 1,
      placeholderData: before => before,
    }).data ?? [];
  const shown = open && asked.length > 1 && suggestions.length > 0;

  const close = () => {
    setOpen(false);
    setAt(-1);
    setUnfolded(false);
  };
  const go = (index: number) => {
    const chosen = suggestions[index];
    close();
    field.current?.blur();
    if (chosen === undefined) void navigate({ to: '/search', search: typed.trim() ? { q: typed.trim() } : {} });
    else if (chosen.kind === 'category') void navigate({ to: '/c/$slug', params: { slug: chosen.slug } });
    else void navigate({ to: '/p/$slug', params: { slug: chosen.slug } });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go(at);
  };
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      if (shown) setOpen(false);
      else close();
    } else if (shown && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const count = suggestions.length + 1;
      setAt(before => ((before + 1 + (event.key === 'ArrowDown' ? 1 : count - 1)) % count) - 1);
    }
  };

  return (
    <>
      <Button variant="quiet" size="icon" className="lg:hidden" aria-label={t('search')} onClick={() => setUnfolded(true)}>
        <Search aria-hidden className="size-5" />
      </Button>
      <search
        className={clsx(
          'max-lg:absolute max-lg:inset-x-0 max-lg:top-0 max-lg:z-10 max-lg:h-16 max-lg:bg-canvas max-lg:px-4',
          !unfolded && 'max-lg:hidden',
        )}
      >
        <form
          onSubmit={submit}
          className="relative flex h-full items-center gap-1"
          onBlur={event => {
            if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
          }}
        >
          <Search aria-hidden className="pointer-events-none absolute left-3 size-4 text-muted" />
          <input
            ref={field}
            type="search"
            role="combobox"
            aria-label={t('search')}
            aria-expanded={shown}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={shown && at >= 0 ? `${id}-${at}` : undefined}
            autoComplete="off"
            placeholder={t('searchFor')}
            value={typed}
            maxLength={200}
            className="h-10 w-full rounded-lg border border-line-strong/60 bg-surface pr-3 pl-9 text-base placeholder:text-muted focus-visible:outline-offset-0 sm:text-sm lg:w-60 [&::-webkit-search-cancel-button]:hidden"
            onChange={event => {
              setTyped(event.target.value);
              setOpen(true);
              setAt(-1);
            }}
            onFocus={() => setOpen(true)}
            onKeyDown={move}
          />
          <Button variant="quiet" size="icon" className="lg:hidden" aria-label={t('closeSearch')} onClick={close}>
            <X aria-hidden className="size-5" />
          </Button>
          {shown && (
            <div
              id={`${id}-list`}
              role="listbox"
              aria-label={t('suggestions')}
              className="absolute top-full right-0 z-20 mt-1 w-full min-w-72 animate-in overflow-hidden rounded-lg border border-line bg-surface p-1 shadow-lg max-lg:top-14 max-lg:left-0"
            >
              {suggestions.map((suggestion, index) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys, by aria-activedescendant
                <div
                  key={`${suggestion.kind}-${suggestion.slug}`}
                  id={`${id}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === at}
                  className="flex cursor-pointer items-center gap-3 rounded-md px-2 py-1.5 text-sm hover:bg-hover aria-selected:bg-hover"
                  onMouseDown={event => event.preventDefault()}
                  onClick={() => go(index)}
                >
                  {suggestion.thumbnail ? (
                    <img src={suggestion.thumbnail} alt="" className="size-9 rounded object-cover" />
                  ) : (
                    <span className="flex size-9 items-center justify-center rounded bg-sunken text-muted">
                      <Search aria-hidden className="size-4" />
                    </span>
                  )}
                  <span className="min-w-0 flex-1 truncate">{suggestion.title}</span>
                  {suggestion.kind === 'category' && <span className="text-xs text-muted">{t('category')}</span>}
                </div>
              ))}
            </div>
          )}
        </form>
      </search>
    </>
  );
}
