import { expect, test } from 'vitest';
import { sitesIn, snippetOf } from './site-origins.ts';

test('TKT-01: typed sites become origins, each once; what is none is named', () => {
  expect(sitesIn('https://www.rossisrl.it/contatti?x=1\n HTTPS://WWW.ROSSISRL.IT, https://città.example:8443')).toEqual({ sites: 'https://www.rossisrl.it https://xn--citt-3na.example:8443' });
  expect(sitesIn(' \n')).toEqual({ sites: '' });
  for (const odd of ['http://www.rossisrl.it', 'www.rossisrl.it', 'javascript:alert(1)', 'https://*.it', "'self'"]) expect(sitesIn(`https://buono.example\n${odd}`), odd).toEqual({ odd });
});

test('TKT-01: the piece to paste is one frame, whatever the title holds', () => {
  expect(snippetOf('https://cloud.example/site/A/support', 'Contatta "l\'assistenza"><script>')).not.toContain('<script>');
});
