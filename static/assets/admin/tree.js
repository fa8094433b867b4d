/** Categories in the order of their tree, each with its depth and the path that people read. */
export function flat(nodes, above = "", depth = 0) {
  return nodes.flatMap((node) => {
    const path = above ? `${above} / ${node.name}` : node.name;
    return [{ ...node, path, depth }, ...flat(node.children ?? [], path, depth + 1)];
  });
}
