/** Large letters on a dark ground, to be read across a lobby; on a narrow screen the table breaks into blocks. */
export const BOARD_STYLE = `
*{box-sizing:border-box;margin:0}
body{min-height:100vh;display:flex;flex-direction:column;background:#0b1f3f;color:#f5f8ff;font:clamp(15px,1.5vw,30px)/1.45 system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
small{display:block;font-size:.55em;font-weight:400;opacity:.7;line-height:1.2}
header{display:flex;align-items:center;gap:2em;padding:1em 1.6em;background:linear-gradient(90deg,#123a7a,#0b1f3f)}
h1{font-size:1.7em;line-height:1.1}#category{flex:1;text-align:center;font-size:1.3em;font-weight:600;color:#9fd0ff}
#now{font-variant-numeric:tabular-nums;font-size:1.3em}
main{flex:1;padding:.6em 1.6em}table{width:100%;border-collapse:collapse}
th{text-align:left;font-weight:600;color:#9db7de;padding:.45em .6em;border-bottom:2px solid #284b85}
td{padding:.5em .6em;border-bottom:1px solid #1b3565;vertical-align:middle}
td:first-child,td:last-child{font-variant-numeric:tabular-nums;white-space:nowrap}
tr.fresh td{animation:fresh 4s ease-out}@keyframes fresh{from{background:#2f6fd0}to{background:transparent}}
.state{display:inline-block;padding:.12em .7em;border-radius:.5em;background:#1d4c94}
.APPROVED .state{background:#1c7a4b}.REJECTED .state,.TERMINATED .state,.EXPIRED .state{background:#9b2c2c}.RETURNED .state{background:#a8650c}.CANCELED .state,.REVOKED .state{background:#5b6675}
#empty{text-align:center;padding:3em;font-size:1.4em;opacity:.8}
footer{display:flex;justify-content:space-between;padding:.5em 1.6em;color:#9db7de}#dots i{font-style:normal;padding:0 .2em;opacity:.35}#dots i.on{opacity:1}
#live.on{color:#4fd18b}
@media (prefers-reduced-motion:reduce){tr.fresh td{animation:none}}
@media (max-width:640px){header{flex-wrap:wrap;gap:.4em 1em;padding:.8em}main{padding:.4em .8em}#category{order:3;flex-basis:100%;text-align:left}thead{display:none}tr{display:block;padding:.5em 0;border-bottom:1px solid #1b3565}td{display:block;border:0;padding:.1em 0}}
`;
