import { clsx } from 'clsx';
import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { LANGUAGES, type Language, setLanguage, useTranslation } from './i18n';
import { setTheme, type Theme, useTheme } from './theme';

const item =
  'flex cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-2 text-sm outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover [&_svg]:size-4 [&_svg]:text-muted';

/** A menu behind a button. */
export function Menu({ trigger, children, align = 'end' }: { trigger: ReactNode; children: ReactNode; align?: 'start' | 'end' }) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 animate-in overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-lg"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem({
  children,
  onSelect,
  danger = false,
  disabled = false,
}: {
  children: ReactNode;
  onSelect: () => void;
  danger?: boolean;
  disabled?: boolean;
}) {
  return (
    <Radix.Item disabled={disabled} className={clsx(item, danger && 'text-danger')} onSelect={onSelect}>
      {children}
    </Radix.Item>
  );
}

/** An item that is a link: its only child. */
export function MenuLink({ children }: { children: ReactNode }) {
  return (
    <Radix.Item asChild className={item}>
      {children}
    </Radix.Item>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2.5 py-1.5 text-xs font-medium text-muted">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}

function Choices<T extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  label: string;
  value: T;
  choices: readonly (readonly [T, string])[];
  onChange: (value: T) => void;
}) {
  return (
    <Radix.RadioGroup value={value} onValueChange={next => onChange(next as T)}>
      <MenuLabel>{label}</MenuLabel>
      {choices.map(([choice, text]) => (
        <Radix.RadioItem key={choice} value={choice} className={item}>
          <span className="flex-1">{text}</span>
          <Radix.ItemIndicator>
            <Check aria-hidden />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

/** The part of a menu that chooses appearance and language. */
export function PreferenceItems() {
  const { t, language } = useTranslation('ui');
  const themes: readonly (readonly [Theme, string])[] = [
    ['system', t('theme_system')],
    ['light', t('theme_light')],
    ['dark', t('theme_dark')],
  ];
  return (
    <>
      <Choices label={t('theme')} value={useTheme()} choices={themes} onChange={setTheme} />
      <MenuSeparator />
      <Choices
        label={t('language')}
        value={language}
        choices={Object.entries(LANGUAGES) as [Language, string][]}
        onChange={choice => void setLanguage(choice)}
      />
    </>
  );
}
