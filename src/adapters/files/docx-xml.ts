/** Pieces of WordprocessingML that the service itself puts into documents. */

const EMU_PER_POINT = 12_700;

/** A picture in the line of text; `n`: its number in the document, `box`: its size in points. */
export function pictureXml(n: number, box: { readonly width: number; readonly height: number }): string {
  const [cx, cy] = [box.width, box.height].map(points => Math.round(points * EMU_PER_POINT));
  return [
    '<w:drawing>',
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">',
    `<wp:extent cx="${cx}" cy="${cy}"/><wp:docPr id="${9000 + n}" name="onewindow${n}"/>`,
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">',
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">',
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">',
    `<pic:nvPicPr><pic:cNvPr id="${n}" name="onewindow${n}"/><pic:cNvPicPr/></pic:nvPicPr>`,
    `<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="onewindow${n}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`,
    `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${cx}" cy="${cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`,
    '</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>',
  ].join('');
}

/** The watermark: pale and aslant behind the first page, and in words above everything, for whoever does not draw it. */
export function watermarkXml(text: string): string {
  const words = escapeXml(text);
  const shape = [
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml">',
    '<v:shape type="#_x0000_t136" style="position:absolute;width:420pt;height:120pt;rotation:315;z-index:-1;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="#f4b6b6" stroked="f">',
    `<v:textpath on="t" fitshape="t" style="font-size:1pt" string="${words}"/></v:shape></w:pict></w:r>`,
  ].join('');
  const line = `<w:r><w:rPr><w:b/><w:color w:val="CC0000"/><w:sz w:val="44"/></w:rPr><w:t>${words}</w:t></w:r>`;
  return `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>${shape}${line}</w:p>`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
