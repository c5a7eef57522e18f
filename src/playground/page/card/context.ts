import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { FieldValue, FormValues, TapAction } from '../api.ts';

/** What the elements of one card share. */
export interface CardContext {
  /** People of the chat: the candidates of a picker that names none. */
  readonly members: readonly string[];
  /** The key of the element whose tap is under way. */
  readonly pending: string | undefined;
  /** Sends a tap; shows the toast of the answer. */
  readonly act: (key: string, action: TapAction, form?: FormValues) => Promise<void>;
}

/** The form around an element. */
export interface FormContext {
  readonly values: FormValues;
  readonly missing: ReadonlySet<string>;
  readonly set: (name: string, value: FieldValue) => void;
  /** The values when all required fields are filled; else undefined, and the missing ones are marked. */
  readonly check: () => FormValues | undefined;
  readonly reset: () => void;
}

const CardHolder = createContext<CardContext | undefined>(undefined);
const FormHolder = createContext<FormContext | undefined>(undefined);
export const CardProvider = CardHolder.Provider;
export const FormProvider = FormHolder.Provider;

export function useCard(): CardContext {
  const card = useContext(CardHolder);
  if (card === undefined) throw new Error('an element outside a card');
  return card;
}

/** Undefined outside a form. */
export function useForm(): FormContext | undefined {
  return useContext(FormHolder);
}
