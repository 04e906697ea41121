// Code in colour, lightly: strings, remarks, numbers and the words that most languages share. The page that is read is
// coloured properly (intranet/core/markup/code.py).
import { Decoration } from "@codemirror/view";

const LOOKS = { s: Decoration.mark({ class: "hl-s" }), c: Decoration.mark({ class: "hl-c" }), m: Decoration.mark({ class: "hl-m" }), k: Decoration.mark({ class: "hl-k" }) };
// With commas: whoever gives static files their names takes "import" and a space for the beginning of one.
const WORDS =
  "and,as,async,await,begin,break,case,catch,class,const,continue,def,del,do,elif,else,end,enum,except,export,extends,false,finally,fn,for,from,func,function,if,implements,import,in,interface,is,lambda,let,loop,match,mod,module,mut,namespace,new,nil,none,not,null,or,package,pass,private,public,pub,raise,return,select,self,static,struct,super,switch,then,this,throw,true,try,type,typeof,union,until,use,using,var,void,where,while,with,yield,create,table,insert,update,delete,set,values,join,order,group,by,limit,echo,fi,done,esac,local";
const KEYWORDS = new Set(WORDS.split(","));
const HASHES = new Set(["py", "python", "sh", "bash", "shell", "rb", "ruby", "yaml", "yml", "toml", "perl", "r", "docker", "nginx", "ini", "graphql", "powershell"]);
const DASHES = new Set(["sql", "lua", "haskell"]);
const PLAIN = new Set(["", "text", "txt", "md", "markdown", "diff", "http", "mermaid"]);
const PIECES = /(?<s>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)|(?<c>\/\/.*|\/\*.*?(?:\*\/|$)|#.*|--.*)|(?<m>\b\d[\d_.a-fA-Fx]*\b)|(?<k>\b[A-Za-z]+\b)/g;
const LONGEST = 500;

export function colours(drawing, line, named) {
  const language = named.toLowerCase();
  if (PLAIN.has(language) || line.length > LONGEST) return;
  for (const found of line.text.matchAll(PIECES)) {
    const kind = Object.keys(LOOKS).find((name) => found.groups[name] !== undefined);
    const [text] = found;
    if (kind === "k" && !KEYWORDS.has(language === "sql" ? text.toLowerCase() : text)) continue;
    if (kind === "c" && !isRemark(text, language)) continue;
    drawing.mark(LOOKS[kind], line.from + found.index, line.from + found.index + text.length);
  }
}

function isRemark(text, language) {
  if (text.startsWith("#")) return HASHES.has(language);
  if (text.startsWith("--")) return DASHES.has(language);
  return !HASHES.has(language);
}
