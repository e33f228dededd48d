import { Field, Select } from './field';
import { LANGUAGES, type Language, setLanguage, useTranslation } from './i18n';
import { setTheme, type Theme, useTheme } from './theme';

const THEMES = ['system', 'light', 'dark'] as const;

/** Chooses appearance and language. */
export function PreferenceSelects() {
  const { t, language } = useTranslation('ui');
  return (
    <div className="flex flex-wrap gap-3">
      <Field label={t('language')} className="w-40">
        <Select value={language} onChange={event => void setLanguage(event.target.value as Language)}>
          {Object.entries(LANGUAGES).map(([tag, name]) => (
            <option key={tag} value={tag} lang={tag}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('theme')} className="w-40">
        <Select value={useTheme()} onChange={event => setTheme(event.target.value as Theme)}>
          {THEMES.map(theme => (
            <option key={theme} value={theme}>
              {t(`theme_${theme}`)}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}
