// The grammar of Python 3.11 as ordered choices, with the rules that recognise common mistakes.
//
// CPython parses by such a grammar (PEG), and which error it reports, and where, depends on the order in which it
// tries things. So the mistakes are found here in the same order: the structure of the rules follows the language
// reference's "Full Grammar specification", plus the rules named `invalid_…`. An alternative that consists of
// such a rule alone is tried only in the second pass. parser.cpp is the parser; this table is interpreted by error_machine.cpp when that one has failed.
//
// Notation:   rule = item item {action} | item … ;
//   'for'  token      "match"  soft keyword      NAME NUMBER STRING NEWLINE INDENT DEDENT ENDMARKER  token classes
//   x? x* x+  as usual            x % ','   one or more x with commas between
//   &x !x     look ahead          ~         no other alternative after this point
//   ^':'      must follow, or the error is "expected ':'"
//   rule!     the result is remembered for both passes' settings alike (as CPython's memo does)
//   rule@     left-recursive      rule-     never remembered
// Without an action the result is that of the only item, or a list of all.
// Actions:    {BinOp}             makes a node of that kind from the items' nodes
//   {>2}                          the result is that of item 2
//   {on 1 "…"}  {span 1 3 "…"}  {from 1 "…"}  error at an item, from one to another, from one to the last token read
//   {here "…"}                    error at the last token read
//   {indent 1 "…"}                IndentationError there, with "on line N" of item 1 (0: without)
//   {name …}                      a special function of error_machine.cpp
//   In a message, %e is what the first item named is called ("function call"), %t its text.
#pragma once

namespace logit::script {

inline constexpr char kErrorGrammar[] = R"peg(
file = statements? ENDMARKER ;
fstring = star_expressions ;

statements = statement+ ;
statement = compound_stmt | simple_stmts ;
simple_stmts = simple_stmt !';' NEWLINE | simple_stmt % ';' ';'? NEWLINE ;
simple_stmt! =
    assignment
  | star_expressions
  | &'return' return_stmt
  | &('import' | 'from') import_stmt
  | &'raise' raise_stmt
  | 'pass'
  | &'del' del_stmt
  | &'yield' yield_stmt
  | &'assert' assert_stmt
  | 'break'
  | 'continue'
  | &'global' global_stmt
  | &'nonlocal' nonlocal_stmt ;
compound_stmt =
    &('def' | '@' | 'async') function_def
  | &'if' if_stmt
  | &('class' | '@') class_def
  | &('with' | 'async') with_stmt
  | &('for' | 'async') for_stmt
  | &'try' try_stmt
  | &'while' while_stmt
  | match_stmt ;

assignment =
    NAME ':' expression ('=' annotated_rhs)?
  | ('(' single_target ')' | single_subscript_attribute_target) ':' expression ('=' annotated_rhs)?
  | (star_targets '=')+ (yield_expr | star_expressions) !'='
  | single_target augassign ~ (yield_expr | star_expressions)
  | invalid_assignment ;
annotated_rhs = yield_expr | star_expressions ;
augassign = '+=' | '-=' | '*=' | '@=' | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '**=' | '//=' ;
return_stmt = 'return' star_expressions? ;
raise_stmt = 'raise' expression ('from' expression)? | 'raise' ;
global_stmt = 'global' NAME % ',' ;
nonlocal_stmt = 'nonlocal' NAME % ',' ;
del_stmt = 'del' del_targets &(';' | NEWLINE) | invalid_del_stmt ;
yield_stmt = yield_expr ;
assert_stmt = 'assert' expression (',' expression)? ;
import_stmt = import_name | import_from ;
import_name = 'import' dotted_as_name % ',' ;
import_from =
    'from' ('.' | '...')* dotted_name 'import' import_from_targets
  | 'from' ('.' | '...')+ 'import' import_from_targets ;
import_from_targets =
    '(' import_from_as_names ','? ')' | import_from_as_names !',' | '*' | invalid_import_from_targets ;
import_from_as_names = import_from_as_name % ',' ;
import_from_as_name = NAME ('as' NAME)? ;
dotted_as_name = dotted_name ('as' NAME)? ;
dotted_name@ = dotted_name '.' NAME | NAME ;

block! = NEWLINE INDENT statements DEDENT | simple_stmts | invalid_block ;
decorators = ('@' named_expression NEWLINE)+ ;
class_def = decorators class_def_raw | class_def_raw ;
class_def_raw =
    invalid_class_def_raw
  | 'class' NAME ('(' arguments? ')')? ':' block ;
function_def = decorators function_def_raw | function_def_raw ;
function_def_raw =
    invalid_def_raw
  | 'def' NAME ^'(' params? ')' ('->' expression)? ^':' block
  | 'async' 'def' NAME ^'(' params? ')' ('->' expression)? ^':' block ;

params = invalid_parameters | parameters ;
parameters =
    slash_no_default param_no_default* param_with_default* star_etc?
  | slash_with_default param_with_default* star_etc?
  | param_no_default+ param_with_default* star_etc?
  | param_with_default+ star_etc?
  | star_etc ;
slash_no_default = param_no_default+ '/' ',' | param_no_default+ '/' &')' ;
slash_with_default =
    param_no_default* param_with_default+ '/' ',' | param_no_default* param_with_default+ '/' &')' ;
star_etc =
    invalid_star_etc
  | '*' param_no_default param_maybe_default* kwds?
  | '*' param_no_default_star_annotation param_maybe_default* kwds?
  | '*' ',' param_maybe_default+ kwds?
  | kwds ;
kwds = invalid_kwds | '**' param_no_default ;
param_no_default = param ',' {>1} | param &')' ;
param_no_default_star_annotation = param_star_annotation ',' | param_star_annotation &')' ;
param_with_default = param default ',' | param default &')' ;
param_maybe_default = param default? ',' | param default? &')' ;
param = NAME annotation? {Param} ;
param_star_annotation = NAME star_annotation ;
annotation = ':' expression ;
star_annotation = ':' star_expression ;
default = '=' expression | invalid_default ;

if_stmt =
    invalid_if_stmt
  | 'if' named_expression ':' block elif_stmt
  | 'if' named_expression ':' block else_block? ;
elif_stmt =
    invalid_elif_stmt
  | 'elif' named_expression ':' block elif_stmt
  | 'elif' named_expression ':' block else_block? ;
else_block = invalid_else_stmt | 'else' ^':' block ;
while_stmt = invalid_while_stmt | 'while' named_expression ':' block else_block? ;
for_stmt =
    invalid_for_stmt
  | 'for' star_targets 'in' ~ star_expressions ':' block else_block?
  | 'async' 'for' star_targets 'in' ~ star_expressions ':' block else_block?
  | invalid_for_target ;
with_stmt =
    invalid_with_stmt_indent
  | 'with' '(' with_item % ',' ','? ')' ':' block
  | 'with' with_item % ',' ':' block
  | 'async' 'with' '(' with_item % ',' ','? ')' ':' block
  | 'async' 'with' with_item % ',' ':' block
  | invalid_with_stmt ;
with_item =
    expression 'as' star_target &(',' | ')' | ':')
  | invalid_with_item
  | expression ;
try_stmt =
    invalid_try_stmt
  | 'try' ^':' block finally_block
  | 'try' ^':' block except_block+ else_block? finally_block?
  | 'try' ^':' block except_star_block+ else_block? finally_block? ;
except_block =
    invalid_except_stmt_indent
  | 'except' expression ('as' NAME)? ':' block
  | 'except' ':' block
  | invalid_except_stmt ;
except_star_block =
    invalid_except_star_stmt_indent
  | 'except' '*' expression ('as' NAME)? ':' block
  | invalid_except_stmt ;
finally_block = invalid_finally_stmt | 'finally' ^':' block ;

match_stmt = "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT | invalid_match_stmt ;
subject_expr = star_named_expression ',' star_named_expressions? | named_expression ;
case_block = invalid_case_block | "case" patterns guard? ':' block ;
guard = 'if' named_expression ;
patterns = open_sequence_pattern | pattern ;
pattern = as_pattern | or_pattern ;
as_pattern = or_pattern 'as' pattern_capture_target {Pattern} | invalid_as_pattern ;
or_pattern = closed_pattern % '|' ;
closed_pattern! =
    literal_pattern
  | capture_pattern
  | wildcard_pattern
  | value_pattern
  | group_pattern
  | sequence_pattern
  | mapping_pattern
  | class_pattern ;
literal_pattern = signed_number !('+' | '-') | complex_number | strings | 'None' | 'True' | 'False' ;
literal_expr = signed_number !('+' | '-') | complex_number | strings | 'None' | 'True' | 'False' ;
complex_number =
    signed_real_number '+' imaginary_number {BinOp} | signed_real_number '-' imaginary_number {BinOp} ;
signed_number = NUMBER | '-' NUMBER {UnaryOp} ;
signed_real_number = real_number | '-' real_number {UnaryOp} ;
real_number = NUMBER {real_number} ;
imaginary_number = NUMBER {imaginary_number} ;
capture_pattern = pattern_capture_target ;
pattern_capture_target = !"_" NAME !('.' | '(' | '=') ;
wildcard_pattern = "_" ;
value_pattern = attr !('.' | '(' | '=') ;
attr@ = name_or_attr '.' NAME {Attribute} ;
name_or_attr- = attr | NAME ;
group_pattern = '(' pattern ')' {>2} ;
sequence_pattern = '[' maybe_sequence_pattern? ']' {Pattern} | '(' open_sequence_pattern? ')' {Pattern} ;
open_sequence_pattern = maybe_star_pattern ',' maybe_sequence_pattern? ;
maybe_sequence_pattern = maybe_star_pattern % ',' ','? ;
maybe_star_pattern = star_pattern | pattern ;
star_pattern! = '*' pattern_capture_target {Pattern} | '*' wildcard_pattern {Pattern} ;
mapping_pattern =
    '{' '}' {Pattern}
  | '{' double_star_pattern ','? '}' {Pattern}
  | '{' items_pattern ',' double_star_pattern ','? '}' {Pattern}
  | '{' items_pattern ','? '}' {Pattern} ;
items_pattern = key_value_pattern % ',' ;
key_value_pattern = (literal_expr | attr) ':' pattern ;
double_star_pattern = '**' pattern_capture_target ;
class_pattern =
    name_or_attr '(' ')' {Pattern}
  | name_or_attr '(' positional_patterns ','? ')' {Pattern}
  | name_or_attr '(' keyword_patterns ','? ')' {Pattern}
  | name_or_attr '(' positional_patterns ',' keyword_patterns ','? ')' {Pattern}
  | invalid_class_pattern ;
positional_patterns = pattern % ',' ;
keyword_patterns = keyword_pattern % ',' ;
keyword_pattern = NAME '=' pattern ;

expressions =
    expression (',' expression)+ ','? {Tuple}
  | expression ',' {Tuple}
  | expression ;
expression! =
    invalid_expression
  | invalid_legacy_expression
  | disjunction 'if' disjunction 'else' expression {IfExp}
  | disjunction
  | lambdef ;
yield_expr = 'yield' 'from' expression {YieldFrom} | 'yield' star_expressions? {Yield} ;
star_expressions =
    star_expression (',' star_expression)+ ','? {Tuple}
  | star_expression ',' {Tuple}
  | star_expression ;
star_expression! = '*' bitwise_or {Starred} | expression ;
star_named_expressions = star_named_expression % ',' ','? {>1} ;
star_named_expression = '*' bitwise_or {Starred} | named_expression ;
assignment_expression = NAME ':=' ~ expression {NamedExpr} ;
named_expression = assignment_expression | invalid_named_expression | expression !':=' ;
disjunction! = conjunction ('or' conjunction)+ {BoolOp} | conjunction ;
conjunction! = inversion ('and' inversion)+ {BoolOp} | inversion ;
inversion! = 'not' inversion {UnaryOp} | comparison ;
comparison = bitwise_or comparison_pair+ {Compare} | bitwise_or ;
comparison_pair =
    '==' bitwise_or | '!=' bitwise_or | '<=' bitwise_or | '<' bitwise_or | '>=' bitwise_or | '>' bitwise_or
  | 'not' 'in' bitwise_or | 'in' bitwise_or {In} | 'is' 'not' bitwise_or | 'is' bitwise_or ;
bitwise_or@ = bitwise_or '|' bitwise_xor {BinOp} | bitwise_xor ;
bitwise_xor@ = bitwise_xor '^' bitwise_and {BinOp} | bitwise_and ;
bitwise_and@ = bitwise_and '&' shift_expr {BinOp} | shift_expr ;
shift_expr@ = shift_expr '<<' sum {BinOp} | shift_expr '>>' sum {BinOp} | sum ;
sum@ = sum '+' term {BinOp} | sum '-' term {BinOp} | term ;
term@ =
    term '*' factor {BinOp}
  | term '/' factor {BinOp}
  | term '//' factor {BinOp}
  | term '%' factor {BinOp}
  | term '@' factor {BinOp}
  | factor ;
factor! = '+' factor {UnaryOp} | '-' factor {UnaryOp} | '~' factor {UnaryOp} | power ;
power = await_primary '**' factor {BinOp} | await_primary ;
await_primary! = 'await' primary {Await} | primary ;
primary@ =
    primary '.' NAME {Attribute}
  | primary genexp {Call}
  | primary '(' arguments? ')' {Call}
  | primary '[' slices ']' {Subscript}
  | atom ;
slices = slice !',' | (slice | starred_expression) % ',' ','? {Tuple} ;
slice = expression? ':' expression? (':' expression?)? {Slice} | named_expression ;
atom =
    NAME
  | 'True' {True}
  | 'False' {False}
  | 'None' {None}
  | &STRING strings
  | NUMBER
  | &'(' (tuple | group | genexp)
  | &'[' (list | listcomp)
  | &'{' (dict | set | dictcomp | setcomp)
  | '...' {Ellipsis} ;
group = '(' (yield_expr | named_expression) ')' {>2} | invalid_group ;

lambdef = 'lambda' lambda_params? ':' expression {Lambda} ;
lambda_params = invalid_lambda_parameters | lambda_parameters ;
lambda_parameters =
    lambda_slash_no_default lambda_param_no_default* lambda_param_with_default* lambda_star_etc?
  | lambda_slash_with_default lambda_param_with_default* lambda_star_etc?
  | lambda_param_no_default+ lambda_param_with_default* lambda_star_etc?
  | lambda_param_with_default+ lambda_star_etc?
  | lambda_star_etc ;
lambda_slash_no_default = lambda_param_no_default+ '/' ',' | lambda_param_no_default+ '/' &':' ;
lambda_slash_with_default =
    lambda_param_no_default* lambda_param_with_default+ '/' ','
  | lambda_param_no_default* lambda_param_with_default+ '/' &':' ;
lambda_star_etc =
    invalid_lambda_star_etc
  | '*' lambda_param_no_default lambda_param_maybe_default* lambda_kwds?
  | '*' ',' lambda_param_maybe_default+ lambda_kwds?
  | lambda_kwds ;
lambda_kwds = invalid_lambda_kwds | '**' lambda_param_no_default ;
lambda_param_no_default = lambda_param ',' {>1} | lambda_param &':' ;
lambda_param_with_default = lambda_param default ',' | lambda_param default &':' ;
lambda_param_maybe_default = lambda_param default? ',' | lambda_param default? &':' ;
lambda_param = NAME {Param} ;

strings! = STRING+ {strings} ;
list = '[' star_named_expressions? ']' {List} ;
tuple = '(' (star_named_expression ',' star_named_expressions?)? ')' {Tuple} ;
set = '{' star_named_expressions '}' {Set} ;
dict = '{' double_starred_kvpairs? '}' {Dict} | '{' invalid_double_starred_kvpairs '}' ;
double_starred_kvpairs = double_starred_kvpair % ',' ','? ;
double_starred_kvpair = '**' bitwise_or | kvpair ;
kvpair = expression ':' expression ;
for_if_clauses = for_if_clause+ ;
for_if_clause =
    'async' 'for' star_targets 'in' ~ disjunction ('if' disjunction)* {comprehension}
  | 'for' star_targets 'in' ~ disjunction ('if' disjunction)* {comprehension}
  | invalid_for_target ;
listcomp = '[' named_expression for_if_clauses ']' {ListComp} | invalid_comprehension ;
setcomp = '{' named_expression for_if_clauses '}' {SetComp} | invalid_comprehension ;
genexp = '(' (assignment_expression | expression !':=') for_if_clauses ')' {GeneratorExp} | invalid_comprehension ;
dictcomp = '{' kvpair for_if_clauses '}' {DictComp} | invalid_dict_comprehension ;

arguments! = args ','? &')' {>1} | invalid_arguments ;
args =
    (starred_expression | (assignment_expression | expression !':=') !'=') % ',' (',' kwargs)? {Call}
  | kwargs {Call} ;
kwargs =
    kwarg_or_starred % ',' ',' kwarg_or_double_starred % ','
  | kwarg_or_starred % ','
  | kwarg_or_double_starred % ',' ;
starred_expression = '*' expression {Starred} ;
kwarg_or_starred = invalid_kwarg | NAME '=' expression {keyword} | starred_expression ;
kwarg_or_double_starred = invalid_kwarg | NAME '=' expression {keyword} | '**' expression {Mapping} ;

star_targets = star_target !',' | star_target (',' star_target)* ','? {Tuple} ;
star_targets_list_seq = star_target % ',' ','? ;
star_targets_tuple_seq = star_target (',' star_target)+ ','? | star_target ',' ;
star_target! = '*' (!'*' star_target) {Starred} | target_with_star_atom ;
target_with_star_atom! =
    t_primary '.' NAME !t_lookahead {Attribute}
  | t_primary '[' slices ']' !t_lookahead {Subscript}
  | star_atom ;
star_atom =
    NAME
  | '(' target_with_star_atom ')' {>2}
  | '(' star_targets_tuple_seq? ')' {Tuple}
  | '[' star_targets_list_seq? ']' {List} ;
single_target = single_subscript_attribute_target | NAME | '(' single_target ')' {>2} ;
single_subscript_attribute_target =
    t_primary '.' NAME !t_lookahead {Attribute} | t_primary '[' slices ']' !t_lookahead {Subscript} ;
t_primary@ =
    t_primary '.' NAME &t_lookahead {Attribute}
  | t_primary '[' slices ']' &t_lookahead {Subscript}
  | t_primary genexp &t_lookahead {Call}
  | t_primary '(' arguments? ')' &t_lookahead {Call}
  | atom &t_lookahead ;
t_lookahead = '(' | '[' | '.' ;
del_targets = del_target % ',' ','? ;
del_target! =
    t_primary '.' NAME !t_lookahead {Attribute}
  | t_primary '[' slices ']' !t_lookahead {Subscript}
  | del_t_atom ;
del_t_atom = NAME | '(' del_target ')' {>2} | '(' del_targets? ')' {Tuple} | '[' del_targets? ']' {List} ;

invalid_arguments =
    ((starred_expression | (assignment_expression | expression !':=') !'=') % ',' ',' kwargs | kwargs) ',' '*'
      {on 3 "iterable argument unpacking follows keyword argument unpacking"}
  | expression for_if_clauses ',' (args | expression for_if_clauses)?
      {span 1 2 "Generator expression must be parenthesized"}
  | NAME '=' expression for_if_clauses
      {span 1 2 "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"}
  | args for_if_clauses {generator_in_call}
  | args ',' expression for_if_clauses {span 3 4 "Generator expression must be parenthesized"}
  | args ',' args {argument_order} ;
invalid_kwarg =
    ('True' | 'False' | 'None') '=' {span 1 2 "cannot assign to %t"}
  | NAME '=' expression for_if_clauses
      {span 1 2 "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"}
  | !(NAME '=') expression '='
      {span 2 3 "expression cannot contain assignment, perhaps you meant \"==\"?"} ;
expression_without_invalid =
    disjunction 'if' disjunction 'else' expression {IfExp} | disjunction | lambdef ;
invalid_legacy_expression = NAME !'(' star_expressions {legacy_statement} ;
invalid_expression =
    !(NAME STRING | SOFT_KEYWORD) disjunction expression_without_invalid {forgotten_comma}
  | disjunction 'if' disjunction !('else' | ':') {span 1 3 "expected 'else' after 'if' expression"} ;
invalid_named_expression! =
    expression ':=' expression {on 1 "cannot use assignment expressions with %e"}
  | NAME '=' bitwise_or !('=' | ':=')
      {span 1 3 "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"}
  | !(list | tuple | genexp | 'True' | 'None' | 'False') bitwise_or '=' bitwise_or !('=' | ':=')
      {on 2 "cannot assign to %e here. Maybe you meant '==' instead of '='?"} ;
invalid_assignment =
    invalid_ann_assign_target ':' expression {on 1 "only single target (not %e) can be annotated"}
  | star_named_expression ',' star_named_expressions* ':' expression
      {on 1 "only single target (not tuple) can be annotated"}
  | expression ':' expression {on 1 "illegal target for annotation"}
  | (star_targets '=')* star_expressions '=' {star_target 2}
  | (star_targets '=')* yield_expr '=' {on 2 "assignment to yield expression not possible"}
  | star_expressions augassign (yield_expr | star_expressions)
      {on 1 "'%e' is an illegal expression for augmented assignment"} ;
invalid_ann_assign_target = list | tuple | '(' invalid_ann_assign_target ')' {>2} ;
invalid_del_stmt = 'del' star_expressions {del_target 2} ;
invalid_block = NEWLINE !INDENT {indent 0 "expected an indented block"} ;
invalid_comprehension =
    ('[' | '(' | '{') starred_expression for_if_clauses
      {on 2 "iterable unpacking cannot be used in comprehension"}
  | ('[' | '{') star_named_expression ',' star_named_expressions for_if_clauses
      {span 2 4 "did you forget parentheses around the comprehension target?"}
  | ('[' | '{') star_named_expression ',' for_if_clauses
      {span 2 3 "did you forget parentheses around the comprehension target?"} ;
invalid_dict_comprehension =
    '{' '**' bitwise_or for_if_clauses '}' {on 2 "dict unpacking cannot be used in dict comprehension"} ;
invalid_parameters =
    param_no_default* invalid_parameters_helper param_no_default
      {on 3 "non-default argument follows default argument"}
  | param_no_default* '(' param_no_default+ ','? ')' {span 2 5 "Function parameters cannot be parenthesized"}
  | '/' ',' {on 1 "at least one argument must precede /"}
  | (slash_no_default | slash_with_default) param_maybe_default* '/' {on 3 "/ may appear only once"}
  | (slash_no_default | slash_with_default)? param_maybe_default* '*' (',' | param_no_default) param_maybe_default* '/'
      {on 6 "/ must be ahead of *"}
  | param_maybe_default+ '/' '*' {on 3 "expected comma between / and *"} ;
invalid_parameters_helper = slash_with_default | param_with_default+ ;
invalid_default = '=' &(')' | ',') {on 1 "expected default value expression"} ;
invalid_star_etc =
    '*' (')' | ',' (')' | '**')) {on 1 "named arguments must follow bare *"}
  | '*' param '=' {on 3 "var-positional argument cannot have default value"}
  | '*' (param_no_default | ',') param_maybe_default* '*' (param_no_default | ',')
      {on 4 "* argument may appear only once"} ;
invalid_kwds =
    '**' param '=' {on 3 "var-keyword argument cannot have default value"}
  | '**' param ',' param {on 4 "arguments cannot follow var-keyword argument"}
  | '**' param ',' ('*' | '**' | '/') {on 4 "arguments cannot follow var-keyword argument"} ;
invalid_lambda_parameters =
    lambda_param_no_default* invalid_lambda_parameters_helper lambda_param_no_default
      {on 3 "non-default argument follows default argument"}
  | lambda_param_no_default* '(' lambda_param % ',' ','? ')'
      {span 2 5 "Lambda expression parameters cannot be parenthesized"}
  | '/' ',' {on 1 "at least one argument must precede /"}
  | (lambda_slash_no_default | lambda_slash_with_default) lambda_param_maybe_default* '/'
      {on 3 "/ may appear only once"}
  | (lambda_slash_no_default | lambda_slash_with_default)? lambda_param_maybe_default* '*'
      (',' | lambda_param_no_default) lambda_param_maybe_default* '/' {on 6 "/ must be ahead of *"}
  | lambda_param_maybe_default+ '/' '*' {on 3 "expected comma between / and *"} ;
invalid_lambda_parameters_helper = lambda_slash_with_default | lambda_param_with_default+ ;
invalid_lambda_star_etc =
    '*' (':' | ',' (':' | '**')) {here "named arguments must follow bare *"}
  | '*' lambda_param '=' {on 3 "var-positional argument cannot have default value"}
  | '*' (lambda_param_no_default | ',') lambda_param_maybe_default* '*' (lambda_param_no_default | ',')
      {on 4 "* argument may appear only once"} ;
invalid_lambda_kwds =
    '**' lambda_param '=' {on 3 "var-keyword argument cannot have default value"}
  | '**' lambda_param ',' lambda_param {on 4 "arguments cannot follow var-keyword argument"}
  | '**' lambda_param ',' ('*' | '**' | '/') {on 4 "arguments cannot follow var-keyword argument"} ;
invalid_with_item = expression 'as' expression &(',' | ')' | ':') {star_target 3} ;
invalid_for_target = 'async'? 'for' star_expressions {for_target 3} ;
invalid_group =
    '(' starred_expression ')' {on 2 "cannot use starred expression here"}
  | '(' '**' expression ')' {on 2 "cannot use double starred expression here"} ;
invalid_import_from_targets =
    import_from_as_names ',' NEWLINE {here "trailing comma not allowed without surrounding parentheses"} ;
invalid_with_stmt =
    'async'? 'with' (expression ('as' star_target)?) % ',' NEWLINE {here "expected ':'"}
  | 'async'? 'with' '(' (expressions ('as' star_target)?) % ',' ','? ')' NEWLINE {here "expected ':'"} ;
invalid_with_stmt_indent =
    'async'? 'with' (expression ('as' star_target)?) % ',' ':' NEWLINE !INDENT
      {indent 2 "expected an indented block after 'with' statement"}
  | 'async'? 'with' '(' (expressions ('as' star_target)?) % ',' ','? ')' ':' NEWLINE !INDENT
      {indent 2 "expected an indented block after 'with' statement"} ;
invalid_try_stmt =
    'try' ':' NEWLINE !INDENT {indent 1 "expected an indented block after 'try' statement"}
  | 'try' ':' block !('except' | 'finally') {here "expected 'except' or 'finally' block"}
  | 'try' ':' block* except_block+ 'except' '*' expression ('as' NAME)? ':'
      {span 5 6 "cannot have both 'except' and 'except*' on the same 'try'"}
  | 'try' ':' block* except_star_block+ 'except' (expression ('as' NAME)?)? ':'
      {on 5 "cannot have both 'except' and 'except*' on the same 'try'"} ;
invalid_except_stmt =
    'except' '*'? expression ',' expressions ('as' NAME)? ':'
      {from 3 "multiple exception types must be parenthesized"}
  | 'except' '*'? expression ('as' NAME)? NEWLINE {here "expected ':'"}
  | 'except' NEWLINE {here "expected ':'"}
  | 'except' '*' (NEWLINE | ':') {here "expected one or more exception types"} ;
invalid_finally_stmt =
    'finally' ':' NEWLINE !INDENT {indent 1 "expected an indented block after 'finally' statement"} ;
invalid_except_stmt_indent =
    'except' expression ('as' NAME)? ':' NEWLINE !INDENT
      {indent 1 "expected an indented block after 'except' statement"}
  | 'except' ':' NEWLINE !INDENT {indent 1 "expected an indented block after 'except' statement"} ;
invalid_except_star_stmt_indent =
    'except' '*' expression ('as' NAME)? ':' NEWLINE !INDENT
      {indent 1 "expected an indented block after 'except*' statement"} ;
invalid_match_stmt =
    "match" subject_expr NEWLINE {here "expected ':'"}
  | "match" subject_expr ':' NEWLINE !INDENT {indent 1 "expected an indented block after 'match' statement"} ;
invalid_case_block =
    "case" patterns guard? NEWLINE {here "expected ':'"}
  | "case" patterns guard? ':' NEWLINE !INDENT {indent 1 "expected an indented block after 'case' statement"} ;
invalid_as_pattern =
    or_pattern 'as' "_" {on 3 "cannot use '_' as a target"}
  | or_pattern 'as' !NAME expression {on 4 "invalid pattern target"} ;
invalid_class_pattern =
    name_or_attr '(' invalid_class_argument_pattern {span 3 3 "positional patterns follow keyword patterns"} ;
invalid_class_argument_pattern =
    (positional_patterns ',')? keyword_patterns ',' positional_patterns {>4} ;
invalid_if_stmt =
    'if' named_expression NEWLINE {here "expected ':'"}
  | 'if' named_expression ':' NEWLINE !INDENT {indent 1 "expected an indented block after 'if' statement"} ;
invalid_elif_stmt =
    'elif' named_expression NEWLINE {here "expected ':'"}
  | 'elif' named_expression ':' NEWLINE !INDENT {indent 1 "expected an indented block after 'elif' statement"} ;
invalid_else_stmt =
    'else' ':' NEWLINE !INDENT {indent 1 "expected an indented block after 'else' statement"} ;
invalid_while_stmt =
    'while' named_expression NEWLINE {here "expected ':'"}
  | 'while' named_expression ':' NEWLINE !INDENT {indent 1 "expected an indented block after 'while' statement"} ;
invalid_for_stmt =
    'async'? 'for' star_targets 'in' star_expressions NEWLINE {here "expected ':'"}
  | 'async'? 'for' star_targets 'in' star_expressions ':' NEWLINE !INDENT
      {indent 2 "expected an indented block after 'for' statement"} ;
invalid_def_raw =
    'async'? 'def' NAME '(' params? ')' ('->' expression)? ':' NEWLINE !INDENT
      {indent 2 "expected an indented block after function definition"} ;
invalid_class_def_raw =
    'class' NAME ('(' arguments? ')')? NEWLINE {here "expected ':'"}
  | 'class' NAME ('(' arguments? ')')? ':' NEWLINE !INDENT
      {indent 1 "expected an indented block after class definition"} ;
invalid_double_starred_kvpairs =
    double_starred_kvpair % ',' ',' invalid_kvpair
  | expression ':' '*' bitwise_or {from 3 "cannot use a starred expression in a dictionary value"}
  | expression ':' &('}' | ',') {on 2 "expression expected after dictionary key and ':'"} ;
invalid_kvpair =
    expression !':' {key_without_value}
  | expression ':' '*' bitwise_or {from 3 "cannot use a starred expression in a dictionary value"}
  | expression ':' &('}' | ',') {on 2 "expression expected after dictionary key and ':'"} ;
)peg";

}  // namespace logit::script
