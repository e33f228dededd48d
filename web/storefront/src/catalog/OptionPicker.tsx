import { useTranslation } from '@sharpcommerce/ui';
import { clsx } from 'clsx';
import { type Choice, stateOf } from './options';
import type { Product } from './queries';

/** A group of radio buttons for each option. What is sold out can be looked at; what does not exist is struck through, and leads to what does. */
export function OptionPicker({
  product,
  choice,
  onPick,
}: {
  product: Product;
  choice: Choice;
  onPick: (option: string, value: string) => void;
}) {
  const { t } = useTranslation('catalog');
  return (
    <div className="space-y-5">
      {product.options.map(option => (
        <fieldset key={option.name}>
          <legend className="mb-2 text-sm font-medium">
            {option.name}: <span className="font-normal text-muted">{choice[option.name]}</span>
          </legend>
          <div className="flex flex-wrap gap-2">
            {option.values.map(value => {
              const state = stateOf(product, choice, option.name, value);
              return (
                <label
                  key={value}
                  className={clsx(
                    'relative flex h-11 min-w-11 items-center justify-center rounded-lg border border-line-strong/60 px-4 text-sm has-checked:border-transparent has-checked:bg-brand has-checked:text-brand-text has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ink',
                    state !== 'sold' && 'border-dashed text-muted line-through',
                  )}
                >
                  <input
                    type="radio"
                    name={option.name}
                    value={value}
                    checked={choice[option.name] === value}
                    onChange={() => onPick(option.name, value)}
                    className="sr-only"
                  />
                  {value}
                  {state !== 'sold' && <span className="sr-only"> ({t(state === 'none' ? 'notSold' : 'soldOut')})</span>}
                </label>
              );
            })}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
