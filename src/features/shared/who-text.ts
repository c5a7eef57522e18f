import { joinTexts, type Text, type Texts } from '../../../cards/kit/texts.ts';
import type { Selector } from '../../core/definition.ts';

export interface WhoNames {
  /** Names of people by their ids. */
  readonly people?: (id: string) => string;
  readonly role?: (id: string) => Text;
}

/** Who acts in a step, in words: 直接上级, 角色「财务科」, … */
export function whoText(selectors: readonly Selector[], names: WhoNames, t: Texts): Text {
  return joinTexts(selectors.map(selector => oneWho(selector, names, t)));
}

function oneWho(selector: Selector, names: WhoNames, t: Texts): Text {
  switch (selector.kind) {
    case 'people': {
      const named = selector.people.map(id => names.people?.(id) ?? id);
      return names.people === undefined ? t('who.people') : { zh: named.join('、'), en: named.join(', ') };
    }
    case 'role': {
      const role = names.role?.(selector.role);
      return role === undefined ? t('who.someRole') : t('who.role', { role });
    }
    case 'manager':
      return t('who.manager', { level: selector.level });
    case 'departmentHead':
      return t('who.departmentHead', { level: selector.level });
    case 'applicant':
    case 'managerChain':
    case 'formPerson':
    case 'formDepartmentHead':
    case 'applicantChooses':
    case 'previousChooses':
      return t(`who.${selector.kind}`);
    default:
      return selector satisfies never;
  }
}
