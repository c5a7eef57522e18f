import type { JSX } from 'preact';
import type { JsonObject } from '../../types.ts';
import { usePage } from '../context.ts';
import { Icon } from './icon.tsx';
import { listOf, objectOf, stringOf, textOf } from './text.ts';

/** Title, subtitle and tags on the colour of the template. */
export function Header(props: { header: JsonObject }): JSX.Element {
  const { language } = usePage();
  const { header } = props;
  const template = stringOf(header['template']) || 'default';
  const perLanguage = objectOf(header['i18n_text_tag_list'])[language === 'zh' ? 'zh_cn' : 'en_us'];
  const tags = listOf(perLanguage ?? header['text_tag_list']);
  const subtitle = textOf(header['subtitle'], language);
  return (
    <header class={`card-header template-${template}`}>
      {header['icon'] !== undefined && <Icon icon={objectOf(header['icon'])} />}
      <div>
        <h2 class="card-title">
          {textOf(header['title'], language)}
          {tags.map((tag, at) => (
            <span key={at} class={`tag tag-${stringOf(tag['color']) || 'blue'}`}>
              {textOf(tag['text'], language)}
            </span>
          ))}
        </h2>
        {subtitle !== '' && <p class="card-subtitle">{subtitle}</p>}
      </div>
    </header>
  );
}
