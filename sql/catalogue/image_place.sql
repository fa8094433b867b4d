-- Run by catalogue::pictures: how many pictures of the product stand before this one; reads
-- product_images_of_product.
SELECT (SELECT count(*) FROM product_images o
        WHERE o.product_id = i.product_id AND (o.position, o.id) < (i.position, i.id))
FROM product_images i WHERE i.product_id = ?1 AND i.id = ?2
