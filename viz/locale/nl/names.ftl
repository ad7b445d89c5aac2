language-nl = in het Nederlands
language-de = in het Duits
language-en = in het Engels
